package org.zmqwebbridge.channel.redis;

/**
 * When a followed channel was heard, compared with Redis, and probed last: by these it is noticed
 * that a connection has gone deaf. In nanoseconds of {@link System#nanoTime}.
 *
 * <p>Owner thread: none; every field stands alone.
 */
final class Liveness {
  private volatile long heardNanos = System.nanoTime();
  private volatile long checkedNanos = heardNanos;
  private volatile long probedNanos; // 0: nobody waits for a probe

  void heard() {
    heardNanos = System.nanoTime();
    probedNanos = 0;
  }

  long heardNanos() {
    return heardNanos;
  }

  void probing() {
    if (probedNanos == 0) {
      probedNanos = System.nanoTime();
    }
  }

  void notProbing() {
    probedNanos = 0;
  }

  /** Since when a probe is awaited; 0: none is. */
  long probedNanos() {
    return probedNanos;
  }

  void checked() {
    checkedNanos = System.nanoTime();
  }

  long checkedNanos() {
    return checkedNanos;
  }
}
