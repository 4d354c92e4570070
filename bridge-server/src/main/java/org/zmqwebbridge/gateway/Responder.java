package org.zmqwebbridge.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who answers what ZeroMQ peers ask.
 *
 * <p>Owner thread: as {@link Member}.
 */
public interface Responder extends Member {
  /** The name that askers call it by; empty: it has none, and is asked where any may be. */
  String identity();

  /** The secret to have its name back from somebody who has it, or the empty string. */
  String reclaim();

  /** Who it is, if that is known: then nobody else can be the same. */
  default Optional<String> principal() {
    return Optional.empty();
  }

  /**
   * Asks its page for a sign of life, because another one wants its name.
   *
   * @return whether there has been one since, for anyone who asks later
   */
  BooleanSupplier askForLife();

  /**
   * It is let in; nothing was said to it before.
   *
   * @param reclaimSecret to have its name back later; {@code null} if it has none
   */
  void joined(String reclaimSecret);

  /**
   * A peer asks.
   *
   * @param id what an answer must name; unique among the asks that it has in hand
   * @param millis how long the answer is awaited
   * @param parts between the envelope and the responder's name, if asks have one; valid during this
   *     call only, the arrays do not change any more
   */
  void asked(int id, long millis, List<byte[]> parts);

  /**
   * Whether its page would be asked at once now; otherwise others are asked first where any may be.
   */
  default boolean takesAsks() {
    return true;
  }

  /** Nobody waits for this answer any more: the asker has gone, or its time is over. */
  default void cancelled(int id) {}

  /**
   * Somebody else has its name now, who knew its secret, is the same known principal, or came when
   * it gave no sign of life: it has no seat any more, and nothing follows.
   */
  default void replaced() {}
}
