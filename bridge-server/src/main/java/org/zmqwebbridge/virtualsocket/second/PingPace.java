package org.zmqwebbridge.virtualsocket.second;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often a page's pings are answered (PROTOCOL-2.md, section 2).
 *
 * <p>Owner thread: the connection's edge callbacks.
 */
final class PingPace {
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final LongSupplier nanoClock;
  private long answered;

  PingPace(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.answered = nanoClock.getAsLong() - LEAST_NANOS;
  }

  /** Whether a ping that has come now is answered. */
  boolean mayAnswer() {
    long now = nanoClock.getAsLong();
    boolean may = now - answered >= LEAST_NANOS;
    answered = may ? now : answered;
    return may;
  }
}
