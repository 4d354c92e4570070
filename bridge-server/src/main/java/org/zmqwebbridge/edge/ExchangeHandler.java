package org.zmqwebbridge.edge;

import java.util.List;

/**
 * Hears what becomes of one {@link Exchange}, which it answers.
 *
 * <p>Owner thread: the edge's for {@link #onOpen} and {@link #onBody}, and any for the others,
 * perhaps at the same time; none may block. Lifetime: from {@link #onOpen} until the exchange is
 * over.
 */
public interface ExchangeHandler extends Visible {
  /** It has begun: may be answered, or its body asked for, now or later. */
  void onOpen();

  /** The body that was asked for is complete; the handler may keep it. */
  void onBody(byte[] body);

  /** What {@link Exchange#readPart} has asked for; may be kept. */
  default void onPart(byte[] bytes) {}

  /**
   * There is no more of the body that is read in parts: the answer to the last asking.
   *
   * @param trailers that came after it (RFC 9110, section 6.5); mostly none
   */
  default void onBodyEnd(List<HeaderField> trailers) {}

  /** The time is over in which the handler wanted to answer. */
  default void onLate() {}

  /**
   * It has ended without an answer of the handler's: its client has left, or the edge refused its
   * body, or would hold it no longer. Not called after an answer, but for one whose body comes in
   * parts, until that has ended.
   */
  void onGone();
}
