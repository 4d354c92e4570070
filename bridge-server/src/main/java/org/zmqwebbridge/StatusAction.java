package org.zmqwebbridge;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/**
 * {@code GET /status}, what the whole bridge is doing, and {@code GET /counters}.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 *
 * @param look what there is to see
 * @param hasSecret whether actions may be asked for at all
 * @param canReload whether there is something to reload from
 */
record StatusAction(BridgeLook look, boolean hasSecret, boolean canReload) {
  private static final int OK = 200;

  /** Read once, when somebody looks for the first time. */
  private static final class Build {
    private static final String VERSION = Version.text();
    private static final String PROGRAM = Version.line();
  }

  /** {@code GET /status}. */
  ManagementAnswer status() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", Build.VERSION);
    members.put("program", Build.PROGRAM);
    members.put("nowMillis", System.currentTimeMillis());
    members.put("startedMillis", ManagementFactory.getRuntimeMXBean().getStartTime());
    members.put("state", state());
    members.put("left", new DrainAction(look.drain()).members());
    members.put("actions", hasSecret);
    members.put("reload", canReload);
    members.put("inspector", look.inspector().isPresent());
    members.put("gauges", gauges());
    members.put("counters", traffic());
    return ManagementAnswer.json(OK, members);
  }

  private String state() {
    if (look.drain().isOn()) {
      return look.drain().left().isNothing() ? "drained" : "draining";
    }
    return look.ready().getAsBoolean() ? "ready" : "not ready";
  }

  private Map<String, Long> gauges() {
    Map<String, Long> values = new LinkedHashMap<>();
    for (Gauge gauge : Gauge.values()) {
      if (!gauge.isPerEndpoint()) {
        values.put(gauge.metric(), look.gauges().value(gauge));
      }
    }
    return values;
  }

  private Map<String, Long> traffic() {
    return Traffic.COUNTERS.stream()
        .collect(
            Collectors.toMap(
                Counter::metric, look.counters()::value, Long::sum, LinkedHashMap::new));
  }

  /** {@code GET /counters}: all that have counted something. */
  ManagementAnswer counters() {
    List<Map<String, Object>> all =
        Arrays.stream(Counter.values())
            .filter(counter -> look.counters().value(counter) != 0)
            .map(this::of)
            .toList();
    return ManagementAnswer.json(OK, Map.of("counters", all));
  }

  private Map<String, Object> of(Counter counter) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", counter.metric());
    members.put("description", counter.description());
    members.put("value", look.counters().value(counter));
    members.put("traffic", Traffic.COUNTERS.contains(counter));
    if (counter.isPerEndpoint()) {
      Map<String, Long> endpoints = new LinkedHashMap<>();
      look.meters().endpoints().stream()
          .filter(endpoint -> endpoint.value(counter) != 0)
          .forEach(endpoint -> endpoints.put(endpoint.name(), endpoint.value(counter)));
      members.put("endpoints", endpoints);
    }
    return members;
  }
}
