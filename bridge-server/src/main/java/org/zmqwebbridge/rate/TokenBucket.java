package org.zmqwebbridge.rate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A rate with a burst, by the generic cell rate algorithm (ITU-T I.371): one number, the time at
 * which all that was spent will have been earned.
 *
 * <p>It may be overspent; the one that spends looks at {@link #debtNanos} and waits. Owner thread:
 * none.
 */
final class TokenBucket {
  private final long nanosPerToken;
  private final long burstNanos;
  private final LongSupplier nanoClock;
  private final AtomicLong earnedAt;

  /**
   * @param perSecond how many tokens are earned in a second; at least one
   * @param burst how many may be spent at once when nothing was spent for long
   */
  TokenBucket(long perSecond, long burst, LongSupplier nanoClock) {
    this.nanosPerToken = Math.max(1, TimeUnit.SECONDS.toNanos(1) / perSecond);
    this.burstNanos = nanosPerToken * burst;
    this.nanoClock = nanoClock;
    this.earnedAt = new AtomicLong(nanoClock.getAsLong());
  }

  /** Spends one. */
  void spend() {
    long now = nanoClock.getAsLong();
    earnedAt.updateAndGet(before -> (before - now > 0 ? before : now) + nanosPerToken);
  }

  /** How long until one may be spent again; not positive: now. */
  long debtNanos() {
    return earnedAt.get() - nanoClock.getAsLong() - burstNanos + nanosPerToken;
  }
}
