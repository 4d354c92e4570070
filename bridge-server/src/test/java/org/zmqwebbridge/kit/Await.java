package org.zmqwebbridge.kit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, with one deadline for all tests. */
public final class Await {
  /** Far beyond what anything here takes; only a failing test waits so long. */
  public static final int DEADLINE_MILLIS = 20_000;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private Await() {}

  /** Returns as soon as the condition holds; fails at the deadline. */
  public static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited " + DEADLINE_MILLIS + " ms in vain for: " + what);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
