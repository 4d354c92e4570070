package org.zmqwebbridge.grip;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until a client has taken all that it was sent, which nobody tells. */
final class Drained {
  private static final long LOOK_MILLIS = 5;

  private Drained() {}

  /**
   * Goes on when it has.
   *
   * @param isDrained whether it has
   * @param isOver whether nobody waits for it any more
   */
  static void then(
      BooleanSupplier isDrained,
      BooleanSupplier isOver,
      ScheduledExecutorService timer,
      Runnable next) {
    if (isOver.getAsBoolean()) {
      return;
    }
    if (isDrained.getAsBoolean()) {
      next.run();
    } else {
      Future<?> unused =
          timer.schedule(
              () -> then(isDrained, isOver, timer, next), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
