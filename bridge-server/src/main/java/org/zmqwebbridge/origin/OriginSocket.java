package org.zmqwebbridge.origin;

import org.zmqwebbridge.edge.CloseStatus;

/**
 * One WebSocket to a back end.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * until its listener has heard the end; what is called later does nothing.
 */
public interface OriginSocket {
  /** Asks for it; once, before all else. Its listener may be called before this returns. */
  void begin();

  /**
   * Sends a whole message.
   *
   * @param isText whether it is UTF-8
   * @param bytes not to be changed any more
   * @param onTaken is called when the next may be sent; not at all if the back end has gone, which
   *     its listener is told
   */
  void send(boolean isText, byte[] bytes, Runnable onTaken);

  /**
   * Sends a ping.
   *
   * @param bytes at most 125 (RFC 6455, section 5.5); not to be changed any more
   */
  void ping(byte[] bytes, Runnable onTaken);

  /** Sends a pong: pings are not answered here. */
  void pong(byte[] bytes, Runnable onTaken);

  /**
   * Asks for what comes next: once after the opening, and once for each message, ping and pong that
   * has come.
   */
  void more();

  /**
   * Sends a close frame, after all that has been sent. Its listener hears the back end's, or that
   * none came in time.
   *
   * @param status one that may be sent, or {@link CloseStatus#NONE}: a frame without a code
   */
  void close(CloseStatus status);

  /** Ends its connection at once; its listener hears that it was aborted, if it has not ended. */
  void abort();
}
