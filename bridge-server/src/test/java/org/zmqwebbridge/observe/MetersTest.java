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
import org.junit.jupiter.api.Test;

class MetersTest {
  private final Counters counters = new Counters();
  private final Gauges gauges = new Gauges();

  private final Map<String, Integer> values = new HashMap<>();

  MetersTest() {
    for (Gauge gauge : Gauge.values()) {
      int value = anotherValue(gauge.metric());
      gauges.with(gauge, () -> value);
    }
  }

  private int anotherValue(String metric) {
    values.put(metric, 1 + values.size());
    return values.size();
  }

  @Test
  void aScrapeShowsEveryCounterAndGaugeByItsNameWithItsText() {
    for (Counter counter : Counter.values()) {
      counters.add(counter, anotherValue(counter.metric()));
    }
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new Meters(counters, gauges, Tags.empty()).bindTo(registry);
    List<String> lines = registry.scrape().lines().toList();
    for (Counter counter : Counter.values()) {
      String name = counter.metric();
      assertShown(lines, "# HELP " + name + " " + counter.description());
      assertShown(lines, "# TYPE " + name + " counter");
      assertShown(lines, name + " " + values.get(name) + ".0");
    }
    for (Gauge gauge : Gauge.values()) {
      String name = gauge.metric();
      assertShown(lines, "# HELP " + name + " " + gauge.description());
      assertShown(lines, "# TYPE " + name + " gauge");
      assertShown(lines, name + " " + values.get(name) + ".0");
    }
    assertEquals(3 * (Counter.values().length + Gauge.values().length), lines.size());
  }

  private static void assertShown(List<String> lines, String line) {
    assertTrue(lines.contains(line), () -> line + "\nin\n" + String.join("\n", lines));
  }

  @Test
  void twoBridgesInOneRegistryAreToldApartByTheirTags() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Counters others = new Counters();
    new Meters(counters, gauges, Tags.of("bridge", "a")).bindTo(registry);
    new Meters(others, gauges, Tags.of("bridge", "b")).bindTo(registry);
    counters.increment(Counter.REQUESTS);
    others.add(Counter.REQUESTS, 2);
    assertEquals(1, registry.get("zwb.requests").tag("bridge", "a").functionCounter().count());
    assertEquals(2, registry.get("zwb.requests").tag("bridge", "b").functionCounter().count());
  }

  @Test
  void aGaugeThatNobodyReadsIsAMistake() {
    IllegalStateException mistake =
        assertThrows(IllegalStateException.class, () -> new Gauges().value(Gauge.CONNECTIONS_OPEN));
    assertTrue(mistake.getMessage().contains("CONNECTIONS_OPEN"), mistake.getMessage());
  }
}
