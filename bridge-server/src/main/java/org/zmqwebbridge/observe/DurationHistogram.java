package org.zmqwebbridge.observe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/**
 * How many durations were how long: a count for each bucket of a fixed row, and their sum.
 *
 * <p>Owner thread: none; any thread may record and read. A reader may see a duration in its bucket
 * and not yet in the sum.
 */
public final class DurationHistogram {
  private static final double[] UPPER_BOUNDS_SECONDS = {
    0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };
  private static final long[] UPPER_BOUNDS_NANOS = nanos(UPPER_BOUNDS_SECONDS);

  private final AtomicLongArray counts = new AtomicLongArray(UPPER_BOUNDS_NANOS.length + 1);
  private final AtomicLong sumNanos = new AtomicLong();

  private static long[] nanos(double[] seconds) {
    long[] nanos = new long[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      nanos[i] = Math.round(seconds[i] * TimeUnit.SECONDS.toNanos(1));
    }
    return nanos;
  }

  /** The buckets' upper bounds, which belong to them, in seconds; after the last comes infinity. */
  public static double[] upperBoundsSeconds() {
    return UPPER_BOUNDS_SECONDS.clone();
  }

  /**
   * Adds a duration.
   *
   * @param nanos what it took; less than nothing counts as nothing
   */
  public void record(long nanos) {
    int bucket = 0;
    while (bucket < UPPER_BOUNDS_NANOS.length && nanos > UPPER_BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    counts.getAndIncrement(bucket);
    sumNanos.getAndAdd(Math.max(0, nanos));
  }

  /** How many durations are in each bucket, not in those below it; the last has no upper bound. */
  public long[] counts() {
    long[] now = new long[counts.length()];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts.get(i);
    }
    return now;
  }

  /** How many durations there were. */
  public long count() {
    long all = 0;
    for (long some : counts()) {
      all += some;
    }
    return all;
  }

  /**
   * Below which so many of the durations are, as far as their buckets tell.
   *
   * @param counts as {@link #counts} says them
   * @param share from 0 to 1
   * @return milliseconds, as if a bucket's durations were spread evenly over it; -1 if there are
   *     none, and the largest bound if it is above that
   */
  public static double quantileMillis(long[] counts, double share) {
    long all = LongStream.of(counts).sum();
    double wanted = share * all;
    double below = 0;
    for (int i = 0; i < UPPER_BOUNDS_SECONDS.length && all > 0; i++) {
      if (counts[i] > 0 && below + counts[i] >= wanted) {
        double from = i == 0 ? 0 : UPPER_BOUNDS_SECONDS[i - 1];
        double within = (wanted - below) / counts[i];
        return 1000 * (from + within * (UPPER_BOUNDS_SECONDS[i] - from));
      }
      below += counts[i];
    }
    return all == 0 ? -1 : 1000 * UPPER_BOUNDS_SECONDS[UPPER_BOUNDS_SECONDS.length - 1];
  }

  /** All durations together, in nanoseconds. */
  public long sumNanos() {
    return sumNanos.get();
  }
}
