package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;

/**
 * Hears what one connection's browser sends.
 *
 * <p>Owner thread: the edge; calls come one at a time, each after the one before has returned.
 * Lifetime: no calls after {@link #onClosed}. An exception from any method closes the connection
 * with {@link CloseReason#INTERNAL_ERROR}.
 */
public interface ConnectionHandler {
  /**
   * A whole text message.
   *
   * @param utf8 the payload, not yet checked to be UTF-8; valid during this call only
   */
  void onText(ByteBuffer utf8);

  /**
   * A whole binary message.
   *
   * @param payload valid during this call only
   */
  void onBinary(ByteBuffer payload);

  /** The connection has ended, for whatever reason. */
  void onClosed();
}
