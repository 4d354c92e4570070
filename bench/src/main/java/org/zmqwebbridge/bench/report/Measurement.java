package org.zmqwebbridge.bench.report;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The window in which a load is measured: what was due in it gives latencies, what arrived in it
 * gives the throughput.
 *
 * <p>Owner thread: its maker's.
 */
public final class Measurement {
  private static final int DIGITS = 3;
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  private final long beginNanos;
  private final long endNanos;
  private final Histogram latencies = new Histogram(DIGITS);
  private final Timeline timeline;

  /**
   * An empty one.
   *
   * @param things what arrives, in the plural
   */
  public Measurement(String things, long beginNanos, long endNanos) {
    this.beginNanos = beginNanos;
    this.endNanos = endNanos;
    this.timeline = new Timeline(things, endNanos - beginNanos);
  }

  private boolean holds(long nanos) {
    return nanos - beginNanos >= 0 && nanos - endNanos < 0;
  }

  /** When the window ends. */
  public long endNanos() {
    return endNanos;
  }

  /** Something arrived that was due at an instant, or had been sent then. */
  public void arrived(long dueNanos, long nowNanos) {
    arrived(nowNanos);
    waited(dueNanos, nowNanos);
  }

  /** Something arrived of which nobody knows when it was due. */
  public void arrived(long nowNanos) {
    if (holds(nowNanos)) {
      timeline.add(nowNanos - beginNanos, 1);
    }
  }

  /** Something that was due at an instant took until now at least. */
  public void waited(long dueNanos, long nowNanos) {
    if (holds(dueNanos)) {
      latencies.recordValue(Math.min(LONGEST_NANOS, Math.max(0, nowNanos - dueNanos)));
    }
  }

  /** The times in nanoseconds. */
  public Histogram latencies() {
    return latencies;
  }

  /** The arrivals. */
  public Timeline timeline() {
    return timeline;
  }

  /** How many arrived a second. */
  public double perSecond() {
    return timeline.total() * 1e9 / (endNanos - beginNanos);
  }
}
