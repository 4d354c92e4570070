package org.zmqwebbridge.edge.jetty;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Does many things one after the other, spread over a time.
 *
 * <p>Owner thread: the caller's, which waits here, unless it is interrupted.
 *
 * @param nanoTime the clock
 * @param park waits for so many nanoseconds, or less
 */
record Spread(LongSupplier nanoTime, LongConsumer park) {
  /** By the machine's clock. */
  static final Spread REAL = new Spread(System::nanoTime, LockSupport::parkNanos);

  /** Whatever is due in the same moment is done without waiting for each. */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * Does them.
   *
   * @param millis spread over so long
   * @param most when to give up, in milliseconds, if it takes longer than that
   * @return how many were done
   */
  int run(List<Runnable> steps, long millis, long most) {
    long began = nanoTime.getAsLong();
    long end = began + TimeUnit.MILLISECONDS.toNanos(most);
    for (int i = 0; i < steps.size(); i++) {
      parkUntil(began + TimeUnit.MILLISECONDS.toNanos(millis) / steps.size() * i);
      if (nanoTime.getAsLong() - end > 0) {
        return i;
      }
      steps.get(i).run();
    }
    return steps.size();
  }

  private void parkUntil(long time) {
    long left = time - nanoTime.getAsLong();
    while (left > MOMENT_NANOS && !Thread.currentThread().isInterrupted()) {
      park.accept(left);
      left = time - nanoTime.getAsLong();
    }
  }
}
