package org.zmqwebbridge.edge;

/**
 * One browser.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * from {@link Dialect#onOpen} until {@link ConnectionHandler#onClosed}; what is sent later is
 * silently dropped.
 */
public interface Connection {
  /** Unique in this process, never used again. */
  long id();

  /** What the client said when it came. */
  Handshake handshake();

  /**
   * Queues a message, in order. A full queue first loses its oldest droppable messages; when only
   * others are left, the connection is closed with {@link CloseReason#REPLIES_OVERFLOW}.
   */
  void send(TextMessage message);

  /** Ends the connection: a close frame behind what is queued, then the transport. */
  void close(CloseReason reason);
}
