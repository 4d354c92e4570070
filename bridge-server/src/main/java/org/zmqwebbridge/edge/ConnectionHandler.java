package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Hears what one connection's browser sends.
 *
 * <p>Owner thread: the edge; calls come one at a time, each after the one before has returned, but
 * for {@link #isFull} and {@link #onTick}. Lifetime: no messages after {@link #onClosed}. An
 * exception from any method closes the connection with {@link CloseReason#INTERNAL_ERROR}.
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

  /**
   * Whether no more should be read from this browser for now; what has been read already still
   * comes. When that ends, the handler calls {@link Connection#readOn}, after the change: anyone
   * who looks then must see it. While it is full, nobody notices that the browser has left, so it
   * must not be full for ever. Asked at any time, on any thread.
   */
  default boolean isFull() {
    return false;
  }

  /**
   * Whether its browser may stay, now that others may come in, or may do other things, than when it
   * came. Asked on any thread, and may not block.
   *
   * @return why not; empty: it may
   */
  default Optional<CloseReason> reconsider() {
    return Optional.empty();
  }

  /** Whether its page may be here by what its place lists, whichever others may come in. */
  default boolean isListedHere() {
    return false;
  }

  /** What it is used for; asked on any thread, now and then, and may not block. */
  default Occupant occupant() {
    return Occupant.UNKNOWN;
  }

  /**
   * About twice a second, on the sweeper's thread: for what is due by the clock alone. Perhaps once
   * more after {@link #onClosed}.
   *
   * @param now of {@link System#nanoTime}
   */
  default void onTick(long now) {}

  /**
   * The connection has ended, for whatever reason.
   *
   * @param status what its client's close frame says; {@link CloseStatus#NONE} if that has no code,
   *     {@link CloseStatus#ABNORMAL} if none came, or none that could be read
   */
  void onClosed(CloseStatus status);
}
