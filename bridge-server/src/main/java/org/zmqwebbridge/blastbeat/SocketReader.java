package org.zmqwebbridge.blastbeat;

/**
 * Reads a WebSocket whose messages are not its node's.
 *
 * <p>Owner thread: the loop's. Lifetime: until {@link #onGone}.
 */
interface SocketReader {
  void message(byte[] payload, boolean isText);

  /** It has ended. */
  void onGone();
}
