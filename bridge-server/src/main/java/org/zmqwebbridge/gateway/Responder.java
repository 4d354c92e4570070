package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * Who answers what ZeroMQ peers ask.
 *
 * <p>Owner thread: as {@link Member}.
 */
public interface Responder extends Member {
  /** The name that askers call it by. */
  String identity();

  /** The secret to have its name back from somebody who has it, or the empty string. */
  String reclaim();

  /**
   * It is let in; nothing was said to it before.
   *
   * @param reclaimSecret to have its name back later
   */
  void joined(String reclaimSecret);

  /**
   * A peer asks.
   *
   * @param id what an answer must name; unique among the asks that it has in hand
   * @param millis how long the answer is awaited
   * @param parts between the envelope and the responder's name; valid during this call only, the
   *     arrays do not change any more
   */
  void asked(int id, long millis, List<byte[]> parts);

  /** Nobody waits for this answer any more: the asker has gone, or its time is over. */
  default void cancelled(int id) {}

  /**
   * Somebody who knew its secret has its name now: it has no seat any more, and nothing follows.
   */
  default void replaced() {}
}
