package org.zmqwebbridge.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run as one page that needs nothing but itself.
 *
 * <p>Owner thread: its maker's.
 */
public final class HtmlReport {
  private static final int HEADS = 1;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder page = new StringBuilder();

  private HtmlReport() {}

  /** The whole page. */
  public static String of(List<Result> results, Machine machine, Instant when) {
    HtmlReport report = new HtmlReport();
    report.head(machine, when);
    results.forEach(report::result);
    return report.page.append("</body>\n</html>\n").toString();
  }

  private void head(Machine machine, Instant when) {
    add("<!DOCTYPE html>");
    add("<html lang=\"en\">");
    add("<head>");
    add("<meta charset=\"utf-8\"/>");
    add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    add("<title>zwb bench</title>");
    add("<style>\n%s</style>", style());
    add("</head>");
    add("<body>");
    add("<h1>What the bridge carried</h1>");
    facts(machine.lines(), MINUTE.format(when));
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("the jar lacks report.css", failure);
    }
  }

  private void facts(Map<String, String> facts, String last) {
    StringBuilder line = new StringBuilder();
    facts.forEach(
        (name, value) ->
            line.append("<span>").append(Svg.escape(name + " " + value)).append("</span>\n"));
    if (!last.isEmpty()) {
      line.append("<span>").append(Svg.escape(last)).append("</span>");
    }
    add("<p class=\"facts\">%s</p>", line);
  }

  private void result(Result result) {
    add("<section>");
    add("<h2>%s</h2>", Svg.escape(result.title()));
    facts(result.settings(), "");
    heads(result);
    plots(result);
    latencies(result.latencies());
    figures(result.figures());
    for (String remark : result.remarks()) {
      add("<p class=\"remark\">%s</p>", Svg.escape(remark));
    }
    add("</section>");
  }

  /** The first figures and the first latency, large. */
  private void heads(Result result) {
    add("<div class=\"heads\">");
    result.figures().stream().limit(HEADS).forEach(f -> bigNumber(f.text(), f.name()));
    for (Latency latency : result.latencies()) {
      String whose = result.latencies().size() == 1 ? "" : " " + latency.label();
      bigNumber(millis(latency.millis(50)) + " ms", "p50" + whose);
      bigNumber(millis(latency.millis(99)) + " ms", "p99" + whose);
    }
    add("</div>");
  }

  private void bigNumber(String number, String name) {
    add("<div><b>%s</b><small>%s</small></div>", Svg.escape(number), Svg.escape(name));
  }

  private static String millis(double millis) {
    return Double.isNaN(millis) ? "–" : String.format(Locale.ROOT, "%,.2f", millis);
  }

  private void plots(Result result) {
    List<Latency> measured =
        result.latencies().stream().filter(l -> l.nanos().getTotalCount() > 0).toList();
    add("<div class=\"pair\">");
    if (!measured.isEmpty()) {
      add("<div>");
      add("<h3>Latency by percentile, ms</h3>");
      add("%s", PercentilePlot.of(measured));
      legend(measured);
      add("</div>");
    }
    for (Timeline timeline : result.timelines()) {
      add("<div>");
      add("<h3>%s per second</h3>", Svg.escape(capital(timeline.label())));
      add("%s", TimelinePlot.of(timeline));
      add("</div>");
    }
    add("</div>");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private void legend(List<Latency> latencies) {
    add("<ul class=\"legend\">");
    for (int i = 0; i < latencies.size(); i++) {
      add(
          "<li><svg viewBox=\"0 0 28 8\" aria-hidden=\"true\"><line class=\"curve c%d\" x1=\"0\""
              + " x2=\"28\" y1=\"4\" y2=\"4\"/></svg>%s, %s</li>",
          i, Svg.escape(latencies.get(i).label()), Svg.escape(latencies.get(i).basis()));
    }
    add("</ul>");
  }

  private void latencies(List<Latency> latencies) {
    if (latencies.isEmpty()) {
      return;
    }
    add("<div class=\"scroll\"><table>");
    StringBuilder head = new StringBuilder("<tr><th scope=\"col\">ms</th>");
    Latency.PERCENTILES.forEach(
        p -> head.append("<th scope=\"col\">").append(Latency.name(p)).append("</th>"));
    add("%s</tr>", head);
    for (Latency latency : latencies) {
      StringBuilder row =
          new StringBuilder("<tr><td>").append(Svg.escape(latency.label())).append("</td>");
      Latency.PERCENTILES.forEach(
          p -> row.append("<td>").append(millis(latency.millis(p))).append("</td>"));
      add("%s</tr>", row);
    }
    add("</table></div>");
  }

  private void figures(List<Figure> figures) {
    add("<div class=\"scroll\"><table>");
    for (Figure figure : figures) {
      add("<tr><td>%s</td><td>%s</td></tr>", Svg.escape(figure.name()), Svg.escape(figure.text()));
    }
    add("</table></div>");
  }

  private void add(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
