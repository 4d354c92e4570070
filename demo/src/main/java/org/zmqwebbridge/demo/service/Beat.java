package org.zmqwebbridge.demo.service;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An even beat for a publisher: one turn per period, without drift.
 *
 * <p>Owner thread: the service's. Lifetime: the service's.
 */
final class Beat {
  private static final long LOOK_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Sockets.RECEIVE_TIMEOUT_MILLIS);

  private final long periodNanos;
  private long due = System.nanoTime();

  Beat(long periodMillis) {
    this.periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMillis);
  }

  /** Waits for the next turn; false as soon as {@code running} is. */
  boolean next(BooleanSupplier running) {
    due += periodNanos;
    while (running.getAsBoolean()) {
      long left = due - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
    }
    return false;
  }
}
