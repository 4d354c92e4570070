package org.zmqwebbridge.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zmqwebbridge.bench.client.Schedule;

/** When publications may leave. */
interface Pace {
  /** There are no more. */
  long OVER = Long.MIN_VALUE;

  /**
   * Waits until a publication may leave; on the publisher's thread.
   *
   * @param number counted from 1
   * @return the instant that its latency is counted from, or {@link #OVER}
   */
  long await(long number);

  /** The open loop: by a schedule, whatever became of the publications before. */
  record ByRate(Schedule schedule, long endNanos) implements Pace {
    @Override
    public long await(long number) {
      long due = schedule.due(number - 1);
      if (due - endNanos >= 0) {
        return OVER;
      }
      for (long left; (left = due - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(left);
      }
      return due;
    }
  }

  /**
   * The closed loop: at most so many ahead of the slowest subscriber, so that nothing is lost.
   *
   * <p>{@link #reached} is the load's thread's, all else the publisher's.
   */
  final class ByWindow implements Pace {
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int window;
    private final long endNanos;
    private volatile long slowest;
    private volatile Thread publisher;

    ByWindow(int window, long endNanos) {
      this.window = window;
      this.endNanos = endNanos;
    }

    /** Every subscriber has this publication. */
    void reached(long number) {
      if (number != slowest) {
        slowest = number;
        LockSupport.unpark(publisher);
      }
    }

    @Override
    public long await(long number) {
      publisher = Thread.currentThread();
      while (number - slowest > window) {
        if (System.nanoTime() - endNanos >= 0) {
          return OVER;
        }
        LockSupport.parkNanos(PATIENCE_NANOS);
      }
      long now = System.nanoTime();
      return now - endNanos >= 0 ? OVER : now;
    }
  }
}
