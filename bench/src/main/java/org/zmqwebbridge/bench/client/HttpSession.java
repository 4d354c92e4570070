package org.zmqwebbridge.bench.client;

import java.nio.ByteBuffer;

/**
 * What happens on one keep-alive connection; all calls on the loop's thread, none after {@code
 * onEnded}.
 */
public interface HttpSession {
  /** TCP is up. */
  void onOpen(HttpConnection connection);

  /** A response begins. */
  void onHead(HttpConnection connection, ResponseHead head);

  /**
   * A part of its body: all of one that has a length, a chunk of one that has none.
   *
   * @param piece with an accessible array; valid during the call
   */
  void onBody(HttpConnection connection, ByteBuffer piece);

  /** It is whole. If it was the last of its connection, that has ended by now. */
  void onEnd(HttpConnection connection);

  /** The connection is over, not by this side's wish, and not by the end of a response. */
  void onEnded(HttpConnection connection, Ending ending);
}
