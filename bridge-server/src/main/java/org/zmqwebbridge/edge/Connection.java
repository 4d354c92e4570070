package org.zmqwebbridge.edge;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.flow.BudgetShare;
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
  boolean queue(OutgoingMessage message);

  /**
   * Queues messages that belong together: nothing comes between them, and none is lost without the
   * others.
   *
   * @return as {@link #queue(OutgoingMessage)}
   */
  boolean queue(List<OutgoingMessage> group);

  /** Writes what is queued, as much as the transport takes now; the rest follows by itself. */
  void flush();

  /** Queues a message and writes it. */
  default void send(OutgoingMessage message) {
    if (queue(message)) {
      flush();
    }
  }

  /** Queues messages that belong together, and writes them. */
  default void send(List<OutgoingMessage> group) {
    if (queue(group)) {
      flush();
    }
  }

  /**
   * Sends the publications of a batch to one receiver: written at once where the transport takes
   * them, queued where it does not.
   *
   * @param receiver whose publications they are; its label is of the length that the batch has
   * @param slowReaders what it loses if it reads too slowly
   */
  void send(Batch batch, Receiver receiver, SlowReaders slowReaders);

  /** Whether nothing waits: the transport has taken all that was sent. */
  boolean isDrained();

  /**
   * How many publications of this receiver were lost since the last call, because the browser reads
   * too slowly; 0 while it still does.
   */
  long takeDropped(Receiver receiver);

  /**
   * A share of what may wait for all browsers together, for what is kept outside its queue; to be
   * released with what it is for.
   */
  BudgetShare newShare();

  /** A receiver has ended: what waits for it is dropped, but for what has been begun. */
  void forget(Receiver receiver);

  /**
   * Asks the browser for a sign of life: a ping, ahead of all else that waits.
   *
   * @return whether anything has come from it since, for anyone who asks later; true as well while
   *     it is not read from, because then it could not be heard
   */
  BooleanSupplier askForLife();

  /**
   * Sends a ping with this payload, at most 125 bytes, in the place of one that still waits;
   * nothing where there are none.
   */
  default void ping(byte[] payload) {}

  /** Sends a pong that nobody has asked for; as {@link #ping}. */
  default void pong(byte[] payload) {}

  /**
   * Looks again whether to read from this browser: a handler that was {@link
   * ConnectionHandler#isFull full} calls it when it is not any more.
   */
  void readOn();

  /**
   * Ends the connection: a close frame after what is queued (or in its place, if the reason {@link
   * CloseReason#isImmediate is immediate}), then the transport. Of several, the first counts.
   */
  void close(CloseReason reason);

  /**
   * Ends the connection for what its dialect alone knows: a close frame after what is queued, then
   * the transport.
   *
   * @param status what the client is told, as it is
   * @param operatorText what the operator's log says after {@code connection 7: }
   * @throws IllegalArgumentException if {@linkplain CloseStatus#isTransmittable no close frame may
   *     have} the code
   */
  void close(CloseStatus status, String operatorText);

  /**
   * Ends it at once, without a close frame, where there can be none: its client sees that it broke
   * off.
   *
   * @param operatorText as in {@link #close(CloseStatus, String)}
   */
  default void drop(String operatorText) {
    close(new CloseStatus(1011, "broken off"), operatorText);
  }
}
