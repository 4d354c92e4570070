package org.zmqwebbridge.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A result as a table for a terminal. */
public final class TextReport {
  private TextReport() {}

  /** Ends with a line feed. */
  public static String of(Result result) {
    StringBuilder text = new StringBuilder();
    text.append(result.title()).append('\n');
    text.append("  ").append(settings(result.settings())).append("\n\n");
    int width = result.figures().stream().mapToInt(f -> f.name().length()).max().orElse(0);
    for (Figure figure : result.figures()) {
      line(text, "  %-" + Math.max(1, width) + "s  %s", figure.name(), figure.text());
    }
    latencies(text, result.latencies());
    result.remarks().forEach(remark -> text.append("\n  ").append(remark).append('\n'));
    return text.toString();
  }

  private static String settings(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(" · "));
  }

  private static void latencies(StringBuilder text, List<Latency> latencies) {
    if (latencies.isEmpty()) {
      return;
    }
    int width = latencies.stream().mapToInt(l -> l.label().length()).max().orElse(0);
    width = Math.max(width, "latency in ms".length());
    text.append('\n').append("  ").append(pad("latency in ms", width));
    for (double percentile : Latency.PERCENTILES) {
      text.append(String.format(Locale.ROOT, "%10s", Latency.name(percentile)));
    }
    text.append('\n');
    for (Latency latency : latencies) {
      text.append("  ").append(pad(latency.label(), width));
      for (double percentile : Latency.PERCENTILES) {
        double millis = latency.millis(percentile);
        String shown = Double.isNaN(millis) ? "–" : String.format(Locale.ROOT, "%,.2f", millis);
        text.append(String.format(Locale.ROOT, "%10s", shown));
      }
      text.append("   ").append(latency.basis()).append('\n');
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
