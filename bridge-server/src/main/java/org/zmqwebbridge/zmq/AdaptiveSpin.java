package org.zmqwebbridge.zmq;

import java.util.concurrent.TimeUnit;

/**
 * How long a loop with nothing to do spins before it sleeps: longer where work came soon after it
 * had begun to wait, shorter where it did not, so that spinning costs where it gains.
 *
 * <p>Owner thread: the loop's.
 */
final class AdaptiveSpin {
  /** A sleep that ends sooner should have been a spin. */
  static final long SOON_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private static final int LEAST_SHARE = 64;

  private final int most;
  private final int least;
  private int limit;
  private int idleTurns;

  /**
   * @param most turns; 0: never spin
   */
  AdaptiveSpin(int most) {
    this.most = most;
    this.least = Math.min(most, 1 + most / LEAST_SHARE);
    this.limit = most;
  }

  /** The loop had something to do. */
  void busy() {
    if (idleTurns > 0) {
      limit = Math.min(most, 2 * limit); // it came while spinning
      idleTurns = 0;
    }
  }

  /** The loop had nothing to do; returns whether to look again at once rather than to sleep. */
  boolean again() {
    idleTurns++;
    return idleTurns <= limit;
  }

  /** The loop has slept so long. */
  void slept(long nanos) {
    idleTurns = 0;
    limit = nanos < SOON_NANOS ? Math.min(most, 2 * limit) : Math.max(least, limit / 2);
  }

  /** How many turns it would spin now. */
  int limit() {
    return limit;
  }
}
