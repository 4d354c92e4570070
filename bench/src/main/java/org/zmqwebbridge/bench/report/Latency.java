package org.zmqwebbridge.bench.report;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long things took.
 *
 * @param label whose times these are
 * @param basis from which instant they are counted
 * @param nanos the times
 */
public record Latency(String label, String basis, Histogram nanos) {
  /** The percentiles that every report shows; 100 is the largest. */
  public static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 100.0);

  private static final double NANOS_PER_MILLI = 1e6;

  /** In milliseconds; NaN if nothing was measured. */
  public double millis(double percentile) {
    return nanos.getTotalCount() == 0
        ? Double.NaN
        : nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  /** What a percentile is called. */
  public static String name(double percentile) {
    return percentile == 100 ? "max" : "p" + Figure.number(percentile).replace(".90", ".9");
  }
}
