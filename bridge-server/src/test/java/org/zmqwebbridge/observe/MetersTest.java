package org.zmqwebbridge.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Tags BUILD = Tags.of("version", "1.2.3");
  private final Counters counters = new Counters();
  private final Gauges gauges = new Gauges();
  private final Map<String, Integer> values = new HashMap<>();

  MetersTest() {
    for (Gauge gauge : Gauge.values()) {
      if (!gauge.isPerEndpoint()) {
        int value = anotherValue(gauge.metric());
        gauges.with(gauge, () -> value);
      }
    }
  }

  private int anotherValue(String series) {
    values.put(series, 1 + values.size());
    return values.size();
  }

  private static String series(String metric, String endpoint) {
    return metric + "{endpoint=\"" + endpoint + "\"}";
  }

  private static void assertShown(List<String> lines, String line) {
    assertTrue(lines.contains(line), () -> line + "\nin\n" + String.join("\n", lines));
  }

  private List<String> scrape() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new Meters(counters, gauges, BUILD, Tags.empty()).bindCountersAndGauges(registry);
    return registry.scrape().lines().toList();
  }

  @Test
  void aScrapeShowsWhatTheBridgeHasByItsNameWithItsText() {
    for (Counter counter : Counter.values()) {
      if (!counter.isPerEndpoint()) {
        counters.add(counter, anotherValue(counter.metric()));
      }
    }
    List<String> lines = scrape();
    for (Counter counter : Counter.values()) {
      if (!counter.isPerEndpoint()) {
        assertMetric(lines, counter.metric(), "counter", counter.description());
      }
    }
    for (Gauge gauge : Gauge.values()) {
      if (!gauge.isPerEndpoint()) {
        assertMetric(lines, gauge.metric(), "gauge", gauge.description());
      }
    }
    values.forEach((series, value) -> assertShown(lines, series + " " + value + ".0"));
    assertEquals(3 * (values.size() + 1), lines.size(), "and zwb_build_info");
  }

  private static void assertMetric(
      List<String> lines, String name, String type, String description) {
    assertShown(lines, "# HELP " + name + " " + description);
    assertShown(lines, "# TYPE " + name + " " + type);
  }

  @Test
  void aScrapeShowsWhatEachEndpointHasByTheEndpointsName() {
    for (String name : List.of("echo", "quotes")) {
      EndpointMeters endpoint = counters.endpoint(name);
      for (Counter counter : Counter.values()) {
        if (counter.isPerEndpoint()) {
          endpoint.add(counter, anotherValue(series(counter.metric(), name)));
        }
      }
      for (Gauge gauge : Gauge.values()) {
        if (gauge.isPerEndpoint()) {
          endpoint.set(gauge, anotherValue(series(gauge.metric(), name)));
        }
      }
    }
    List<String> lines = scrape();
    values.forEach((series, value) -> assertShown(lines, series + " " + value + ".0"));
  }

  @Test
  void anEndpointThatComesLaterIsShownToo() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new Meters(counters, gauges, BUILD, Tags.empty()).bindCountersAndGauges(registry);
    counters.endpoint("late").increment(Counter.REQUESTS);
    assertShown(
        registry.scrape().lines().toList(), series(Counter.REQUESTS.metric(), "late") + " 1.0");
  }

  @Test
  void rowsAreToldApartByTheirLabelAndGoWhenTheyAreNotThereAnyMore() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    gauges.rows(RowGauge.BLASTBEAT_NODE_SESSIONS, List.of("a", "b"), name -> name.charAt(0));
    new Meters(counters, gauges, BUILD, Tags.empty()).bindCountersAndGauges(registry);
    String metric = RowGauge.BLASTBEAT_NODE_SESSIONS.metric();
    assertShown(registry.scrape().lines().toList(), metric + "{node=\"b\"} 98.0");
    gauges.rows(RowGauge.BLASTBEAT_NODE_SESSIONS, List.of("a", "c"), name -> 1);
    List<String> later = registry.scrape().lines().toList();
    assertShown(later, metric + "{node=\"a\"} 1.0");
    assertShown(later, metric + "{node=\"c\"} 1.0");
    assertEquals(2, later.stream().filter(line -> line.startsWith(metric + "{")).count());
  }

  @Test
  void theBuildIsToldByLabels() {
    Meters meters = new Meters(counters, gauges, BUILD, Tags.empty());
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    meters.bindTo(registry);
    assertEquals(1, registry.get("zwb.build.info").tag("version", "1.2.3").gauge().value());
  }

  @Test
  void aCounterOfEndpointsIsTheSumOfThem() {
    counters.endpoint("a").add(Counter.REQUESTS, 2);
    counters.endpoint("b").add(Counter.REQUESTS, 3);
    counters.increment(Counter.REQUESTS); // nobody knows for which
    assertEquals(6, counters.value(Counter.REQUESTS));
  }

  @Test
  void whatEndpointsDoNotHaveIsCountedForTheBridge() {
    counters.endpoint("a").add(Counter.CONNECTIONS_OPENED, 2);
    assertEquals(2, counters.value(Counter.CONNECTIONS_OPENED));
  }

  @Test
  void aRegistryOfAnApplicationGetsDurationsAsCountAndSum() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new Meters(counters, gauges, BUILD, Tags.empty()).bindTo(registry);
    DurationHistogram requests = counters.endpoint("echo").durations(Timing.REQUESTS);
    requests.record(TimeUnit.MILLISECONDS.toNanos(30));
    requests.record(TimeUnit.MILLISECONDS.toNanos(10));
    var timer = registry.get("zwb.vs.request.duration").tag("endpoint", "echo").functionTimer();
    assertEquals(2, timer.count());
    assertEquals(40, timer.totalTime(TimeUnit.MILLISECONDS), 1e-9);
  }

  @Test
  void twoBridgesInOneRegistryAreToldApartByTheirTags() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Counters others = new Counters();
    new Meters(counters, gauges, BUILD, Tags.of("bridge", "a")).bindTo(registry);
    new Meters(others, gauges, BUILD, Tags.of("bridge", "b")).bindTo(registry);
    counters.increment(Counter.CONNECTIONS_OPENED);
    others.add(Counter.CONNECTIONS_OPENED, 2);
    String name = "zwb.ws.connections.opened";
    assertEquals(1, registry.get(name).tag("bridge", "a").functionCounter().count());
    assertEquals(2, registry.get(name).tag("bridge", "b").functionCounter().count());
  }

  @Test
  void aGaugeThatNobodyReadsIsAMistake() {
    IllegalStateException mistake =
        assertThrows(IllegalStateException.class, () -> new Gauges().value(Gauge.CONNECTIONS_OPEN));
    assertTrue(mistake.getMessage().contains("CONNECTIONS_OPEN"), mistake.getMessage());
  }
}
