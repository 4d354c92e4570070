package org.zmqwebbridge.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportTest {
  private static final Machine MACHINE = new Machine(2, "Linux <6>", "JDK 17", "0.1.0");

  private static Result result() {
    Histogram fast = new Histogram(3);
    Histogram slow = new Histogram(3);
    for (int i = 1; i <= 10_000; i++) {
      fast.recordValue(i * 1_000L);
      slow.recordValue(i * 5_000L);
    }
    Timeline timeline = new Timeline("replies", 1_000_000_000L);
    timeline.add(0, 1234);
    return new Result(
        "requests",
        "Requests & replies",
        Map.of("endpoint", "<echo>"),
        List.of(new Figure("round trips", 1234, "/s"), new Figure("CPU", Double.NaN, "cores")),
        List.of(new Latency("alone", "open", fast), new Latency("beside", "open", slow)),
        List.of(timeline),
        List.of("a remark"));
  }

  private static Document page() throws Exception {
    String html = HtmlReport.of(List.of(result(), result()), MACHINE, Instant.EPOCH);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(html.getBytes(UTF_8)));
  }

  @Test
  void thePageIsWellFormedAndDrawsACurveForEachLatencyAndTimeline() throws Exception {
    Document page = page();
    assertEquals(2, page.getElementsByTagName("section").getLength());
    var curves = page.getElementsByTagName("polyline");
    assertEquals(2 * 3, curves.getLength());
    for (int i = 0; i < curves.getLength(); i++) {
      String[] points = ((Element) curves.item(i)).getAttribute("points").split(" ", -1);
      assertTrue(points.length >= 8, "a curve of " + points.length + " points");
      for (String point : points) {
        String[] place = point.split(",", -1);
        double x = Double.parseDouble(place[0]);
        double y = Double.parseDouble(place[1]);
        assertTrue(x >= Svg.LEFT - 1 && x <= Svg.RIGHT + 1, point);
        assertTrue(y >= Svg.TOP - 1 && y <= Svg.BOTTOM + 1, point);
      }
    }
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    String html = HtmlReport.of(List.of(result()), MACHINE, Instant.EPOCH);
    for (String outside : List.of("http://", "https://", "src=", "href=", "url(", "@import")) {
      assertFalse(html.contains(outside), outside);
    }
  }

  @Test
  void theJsonHasAllFiguresAndTheMachine() {
    JsonObject json =
        JsonParser.parseString(JsonReport.of(List.of(result()), MACHINE, Instant.EPOCH))
            .getAsJsonObject();
    assertEquals(2, json.getAsJsonObject("machine").get("cores").getAsInt());
    JsonObject result = json.getAsJsonArray("results").get(0).getAsJsonObject();
    JsonObject first = result.getAsJsonArray("figures").get(0).getAsJsonObject();
    assertEquals(1234, first.get("value").getAsDouble());
    assertTrue(result.getAsJsonArray("figures").get(1).getAsJsonObject().get("value").isJsonNull());
    JsonObject millis =
        result.getAsJsonArray("latencies").get(0).getAsJsonObject().getAsJsonObject("millis");
    assertEquals(List.of("p50", "p90", "p99", "p99.9", "max"), List.copyOf(millis.keySet()));
    assertEquals(9.9, millis.get("p99").getAsDouble(), 0.05);
  }

  @Test
  void theTableNamesEveryFigure() {
    String table = TextReport.of(result());
    for (String words :
        List.of("round trips  1,234 /s", "CPU          –", "p99.9", "beside", "a remark")) {
      assertTrue(table.contains(words), table);
    }
  }
}
