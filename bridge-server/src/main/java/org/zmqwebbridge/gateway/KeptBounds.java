package org.zmqwebbridge.gateway;

import java.util.concurrent.TimeUnit;

/**
 * How much an endpoint keeps of its publications; whatever is too much, the oldest go first.
 *
 * @param messages how many publications, or topics where it keeps one of each
 * @param bytes of all of them, with what it takes to keep them
 * @param seconds after which each goes
 */
public record KeptBounds(int messages, long bytes, long seconds) {
  /** The last publication of each topic, unless told otherwise. */
  public static final KeptBounds LAST_VALUES = new KeptBounds(10_000, 16L << 20, 3600);

  /** Publications for those who come back, unless told otherwise. */
  public static final KeptBounds REPLAY = new KeptBounds(10_000, 16L << 20, 60);

  public KeptBounds {
    if (messages < 1 || bytes < 1 || seconds < 1) {
      throw new IllegalArgumentException("what keeps nothing is not configured");
    }
  }

  long nanos() {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
