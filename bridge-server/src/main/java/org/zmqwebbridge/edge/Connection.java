package org.zmqwebbridge.edge;

import org.zmqwebbridge.flow.SlowReaders;

/**
 * One browser.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * from {@link Entry#onOpen} until {@link ConnectionHandler#onClosed}; what is sent later is
 * silently dropped.
 */
public interface Connection {
  /** Unique in this process, never used again. */
  long id();

  /** What the client said when it came. */
  Handshake handshake();

  /**
   * Queues a message, in order, without writing it yet. A full queue first loses its oldest
   * publications; when only messages are left, the connection is closed with {@link
   * CloseReason#REPLIES_OVERFLOW}.
   *
   * @return whether the caller must see to it that {@link #flush} is called; otherwise somebody
   *     else does
   */
  boolean queue(TextMessage message);

  /** Writes what is queued, as much as the transport takes now; the rest follows by itself. */
  void flush();

  /** Queues a message and writes it. */
  default void send(TextMessage message) {
    if (queue(message)) {
      flush();
    }
  }

  /**
   * Sends the publications of a block with a receiver's label in them: written at once where the
   * transport takes them, queued where it does not.
   *
   * @param label whose publications they are; compared by reference, so each receiver has one
   * @param slowReaders what it loses if it reads too slowly
   */
  void send(TextBlock block, byte[] label, SlowReaders slowReaders);

  /**
   * How many publications with this label were lost since the last call, because the browser reads
   * too slowly; 0 while it still does.
   */
  long takeDropped(byte[] label);

  /**
   * Looks again whether to read from this browser: a handler that was {@link
   * ConnectionHandler#isFull full} calls it when it is not any more.
   */
  void readOn();

  /**
   * Ends the connection: a close frame behind what is queued (or in its place, if the reason {@link
   * CloseReason#isAtOnce is at once}), then the transport.
   */
  void close(CloseReason reason);
}
