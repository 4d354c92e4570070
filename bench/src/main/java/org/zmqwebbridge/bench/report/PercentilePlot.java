package org.zmqwebbridge.bench.report;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Latency by percentile: the width is the logarithm of 1 / (1 − p), so that each further nine has
 * the same room, and the height the logarithm of the time.
 */
final class PercentilePlot {
  private static final int STEPS_PER_NINE = 24;
  private static final int MOST_NINES = 6;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double[] MANTISSAS = {1, 2, 5};

  private final List<Latency> latencies;
  private final double nines; // the width, as a power of ten
  private final double low; // the power of ten at the bottom, in milliseconds
  private final double high;

  private PercentilePlot(List<Latency> latencies) {
    this.latencies = latencies;
    long most = latencies.stream().mapToLong(l -> l.nanos().getTotalCount()).max().orElse(1);
    this.nines =
        Math.max(2, Math.min(MOST_NINES, Math.floor(Math.log10((double) Math.max(1, most)))));
    double least = latencies.stream().mapToDouble(l -> value(l.nanos(), 0)).min().orElse(1);
    double largest = latencies.stream().mapToDouble(l -> value(l.nanos(), nines)).max().orElse(1);
    this.low = Math.floor(Math.log10(least) * 3) / 3;
    this.high = Math.max(low + 1, Math.ceil(Math.log10(largest) * 3) / 3);
  }

  /** An SVG element. */
  static String of(List<Latency> latencies) {
    return new PercentilePlot(latencies).draw();
  }

  /** In milliseconds, at the percentile 1 − 10^−nines. */
  private static double value(Histogram nanos, double nines) {
    double percentile = 100 * (1 - Math.pow(10, -nines));
    return Math.max(1e-3, nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI);
  }

  private String draw() {
    Svg svg = new Svg("Latency by percentile");
    for (int exponent = -3; exponent <= 7; exponent++) {
      for (double mantissa : MANTISSAS) {
        double millis = mantissa * Math.pow(10, exponent);
        double part = part(millis);
        boolean crowded = high - low > 2 && mantissa != 1;
        if (part >= -0.001 && part <= 1.001 && !crowded) {
          svg.horizontal(Svg.y(part), label(millis));
        }
      }
    }
    svg.vertical(Svg.x(0), "");
    svg.vertical(Svg.x(Math.log10(2) / nines), "50");
    for (int nine = 1; nine <= nines; nine++) {
      svg.vertical(Svg.x(nine / nines), nine == 1 ? "90" : "99" + fraction(nine));
    }
    svg.axisName("percentile");
    for (int i = 0; i < latencies.size(); i++) {
      svg.curve(i, points(latencies.get(i).nanos()));
    }
    return svg.end();
  }

  private static String fraction(int nine) {
    return nine == 2 ? "" : "." + "9".repeat(nine - 2);
  }

  private static String label(double millis) {
    return millis < 1 ? Double.toString(millis).replaceFirst("0+$", "") : Figure.number(millis);
  }

  private double part(double millis) {
    return (Math.log10(millis) - low) / (high - low);
  }

  private String points(Histogram nanos) {
    StringBuilder points = new StringBuilder();
    double most = Math.min(nines, Math.log10((double) Math.max(1, nanos.getTotalCount())));
    for (int step = 0; step <= most * STEPS_PER_NINE; step++) {
      double at = (double) step / STEPS_PER_NINE;
      points.append(Svg.point(Svg.x(at / nines), Svg.y(part(value(nanos, at)))));
    }
    return points.toString();
  }
}
