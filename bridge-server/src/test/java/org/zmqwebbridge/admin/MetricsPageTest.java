package org.zmqwebbridge.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.DurationHistogram;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.observe.Meters;
import org.zmqwebbridge.observe.Timing;

class MetricsPageTest {
  private final Counters counters = new Counters();
  private final MetricsPage page;

  MetricsPageTest() {
    Gauges gauges = new Gauges();
    for (Gauge gauge : Gauge.values()) {
      gauges.with(gauge, () -> 0);
    }
    page = new MetricsPage(new Meters(counters, gauges, Tags.of("version", "1.2.3"), Tags.empty()));
  }

  @AfterEach
  void close() {
    page.close();
  }

  private List<String> lines() {
    return page.read().text().lines().toList();
  }

  @Test
  void durationsAreAHistogramOfTheirEndpoint() {
    DurationHistogram requests = counters.endpoint("echo").durations(Timing.REQUESTS);
    requests.record(TimeUnit.MILLISECONDS.toNanos(3));
    requests.record(TimeUnit.MILLISECONDS.toNanos(700));
    List<String> lines = lines();
    assertTrue(lines.contains("# TYPE zwb_vs_request_duration_seconds histogram"), lines::toString);
    for (String line :
        List.of(
            "bucket{endpoint=\"echo\",le=\"0.0025\"} 0",
            "bucket{endpoint=\"echo\",le=\"0.005\"} 1",
            "bucket{endpoint=\"echo\",le=\"1.0\"} 2",
            "bucket{endpoint=\"echo\",le=\"+Inf\"} 2",
            "count{endpoint=\"echo\"} 2",
            "sum{endpoint=\"echo\"} 0.703")) {
      assertTrue(lines.contains("zwb_vs_request_duration_seconds_" + line), lines::toString);
    }
  }

  @Test
  void anEndpointAtWhichNothingWasTimedHasNoHistogram() {
    counters.endpoint("quotes");
    assertFalse(lines().stream().anyMatch(line -> line.contains("duration_seconds_bucket")));
  }

  @Test
  void theBuildIsToldByLabels() {
    assertEquals(
        List.of("zwb_build_info{version=\"1.2.3\"} 1"),
        lines().stream().filter(line -> line.startsWith("zwb_build_info")).toList());
  }
}
