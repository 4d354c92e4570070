package org.zmqwebbridge.zmq;

import java.util.List;

/**
 * Hears what happens on one {@link ZmqSocket}.
 *
 * <p>Owner thread: the loop's. Lifetime: no calls after {@link ZmqSocket#close}.
 */
public interface SocketListener {
  /** A whole message of at least one frame; the list is valid during this call only. */
  void onMessage(List<byte[]> frames);

  /** After a refused send, the socket may accept again. */
  default void onWritable() {}

  /**
   * A connection broke in the middle of a message, which is lost; the socket cannot be trusted to
   * keep messages apart any more and takes and gives nothing until it is replaced.
   */
  default void onTorn() {}

  /** A peer's connection broke; all that was received from it has been delivered before. */
  default void onPeerLost() {}
}
