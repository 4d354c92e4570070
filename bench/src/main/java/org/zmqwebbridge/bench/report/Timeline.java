package org.zmqwebbridge.bench.report;

import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * How many things happened in each quarter of a second.
 *
 * <p>Owner thread: its maker's.
 */
public final class Timeline {
  /** How long a bucket is. */
  public static final double BUCKET_SECONDS = 0.25;

  private static final long BUCKET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final String label;
  private final long[] counts;
  private final double lastSeconds; // of the last bucket, which may be cut

  /**
   * An empty one.
   *
   * @param label what is counted, in the plural
   * @param nanos how long it is in all
   */
  public Timeline(String label, long nanos) {
    this.label = label;
    this.counts = new long[(int) Math.max(1, (nanos + BUCKET_NANOS - 1) / BUCKET_NANOS)];
    this.lastSeconds = (nanos - (counts.length - 1) * BUCKET_NANOS) / 1e9;
  }

  /** Counts things at an instant, in nanoseconds from the beginning. */
  public void add(long atNanos, long count) {
    counts[(int) (atNanos / BUCKET_NANOS)] += count;
  }

  /** What is counted, in the plural. */
  public String label() {
    return label;
  }

  /** All of them. */
  public long total() {
    return LongStream.of(counts).sum();
  }

  /** The rate in each bucket. */
  public double[] perSecond() {
    double[] rates = LongStream.of(counts).mapToDouble(count -> count / BUCKET_SECONDS).toArray();
    rates[rates.length - 1] = counts[counts.length - 1] / lastSeconds;
    return rates;
  }

  /** The highest of them. */
  double highest() {
    return DoubleStream.of(perSecond()).max().orElse(0);
  }
}
