package org.zmqwebbridge.edge;

/**
 * Hears what one {@link WireConnection} brings, for the back end that answers it.
 *
 * <p>Owner thread: the edge's, one call at a time; none may block. Lifetime: from the first {@link
 * #onRequest} until {@link #onGone}, after which nothing is called.
 */
public interface WireHandler {
  /** The next request; its body is read when it is asked for. */
  void onRequest(WireRequest request);

  /** The body that {@link WireConnection#readBody} has asked for, all of it; may be kept. */
  default void onBody(byte[] body) {}

  /** What {@link WireConnection#readPart} has asked for, chunks undone; may be kept. */
  default void onPart(byte[] bytes) {}

  /** There is no more of the body that is read in parts: the answer to the last asking. */
  default void onBodyEnd() {}

  /**
   * It has ended: its client has left, or the edge has ended it, or it was ended from here. Called
   * once.
   */
  void onGone();
}
