package org.zmqwebbridge.bench.client;

/**
 * When each thing of an open loop is due, whatever became of those before it: number 0 at the
 * beginning, the others at even distances.
 *
 * @param beginNanos on the clock of {@link System#nanoTime}
 * @param perSecond the rate
 */
public record Schedule(long beginNanos, double perSecond) {
  private static final double NANOS = 1e9;

  /** When the thing with this number is due. */
  public long due(long number) {
    return beginNanos + (long) Math.ceil(number * NANOS / perSecond);
  }

  /** How many are due by then, so that they have the numbers below it. */
  public long countBy(long nowNanos) {
    if (nowNanos < beginNanos) {
      return 0;
    }
    long guess = (long) ((nowNanos - beginNanos) * perSecond / NANOS);
    while (guess > 0 && due(guess) > nowNanos) {
      guess--;
    }
    while (due(guess) <= nowNanos) {
      guess++;
    }
    return guess;
  }
}
