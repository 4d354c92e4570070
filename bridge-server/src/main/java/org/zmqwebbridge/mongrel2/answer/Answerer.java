package org.zmqwebbridge.mongrel2.answer;

/**
 * Hears what one {@link Visit} brings, for who answers it.
 *
 * <p>Owner thread: the edge's, one call at a time; none may block. Lifetime: until the visit has
 * been answered, or {@link #onGone}.
 */
public interface Answerer {
  /** Hears nothing. */
  Answerer DEAF = new Answerer() {};

  /** What {@link Visit#readPart} has asked for, chunks undone; may be kept. */
  default void onPart(byte[] bytes) {}

  /** There is no more of the body: the answer to the last asking. */
  default void onBodyEnd() {}

  /**
   * The transport has taken all that was sent, some of which had to wait. May be called without
   * need.
   */
  default void onDrained() {}

  /** The client has left, or its connection was ended. Called once. */
  default void onGone() {}
}
