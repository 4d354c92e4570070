package org.zmqwebbridge.bench.report;

/** The rate over the window, from zero. */
final class TimelinePlot {
  private static final int MOST_SECONDS_MARKED = 10;
  private static final int LINES = 4;

  private TimelinePlot() {}

  /** An SVG element. */
  static String of(Timeline timeline) {
    double[] rates = timeline.perSecond();
    double step = step(timeline.highest());
    double top = step * Math.max(1, Math.ceil(timeline.highest() / step));
    Svg svg = new Svg("Rate over time: " + timeline.label() + " per second");
    for (double rate = 0; rate <= top * 1.001; rate += step) {
      svg.horizontal(Svg.y(rate / top), label(rate));
    }
    double seconds = rates.length * Timeline.BUCKET_SECONDS;
    double mark = Math.max(1, Math.ceil(seconds / MOST_SECONDS_MARKED));
    for (double second = 0; second <= seconds; second += mark) {
      svg.vertical(Svg.x(second / seconds), Figure.number(second));
    }
    svg.axisName("seconds");
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < rates.length; i++) {
      points.append(Svg.point(Svg.x((double) i / rates.length), Svg.y(rates[i] / top)));
      points.append(Svg.point(Svg.x((i + 1.0) / rates.length), Svg.y(rates[i] / top)));
    }
    svg.area(points.toString());
    svg.curve(0, points.toString());
    return svg.end();
  }

  /** A round number, so that about four lines reach the highest rate. */
  private static double step(double highest) {
    double rough = Math.max(1, highest / LINES);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }

  private static String label(double rate) {
    if (rate >= 1e6) {
      return brief(rate / 1e6) + " M";
    }
    return rate >= 1e4 ? brief(rate / 1e3) + " k" : Figure.number(rate);
  }

  private static String brief(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
