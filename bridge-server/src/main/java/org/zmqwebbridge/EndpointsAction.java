package org.zmqwebbridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.DurationHistogram;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Timing;

/**
 * {@code GET /endpoints}: what the configuration opens to pages, and how its services do.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class EndpointsAction {
  private static final int OK = 200;

  private EndpointsAction() {}

  static ManagementAnswer read(BridgeLook look, Map<String, String> fields) {
    PageOfList page = PageOfList.of(fields);
    Map<String, EndpointMeters> meters =
        look.meters().endpoints().stream()
            .collect(Collectors.toMap(EndpointMeters::name, Function.identity()));
    List<EndpointSpec> found =
        look.gateways().directory().all().stream()
            .filter(one -> one.name().compareTo(page.after()) > 0)
            .filter(one -> page.finds(List.of(one.name(), one.type().name(), one.where())))
            .sorted((one, other) -> one.name().compareTo(other.name()))
            .toList();
    List<Map<String, Object>> part =
        found.stream().limit(page.limit()).map(one -> of(one, meters.get(one.name()))).toList();
    return ManagementAnswer.json(
        OK,
        Map.of(
            "found",
            found.size(),
            "bucketsSeconds",
            DurationHistogram.upperBoundsSeconds(),
            "endpoints",
            part));
  }

  private static Map<String, Object> of(EndpointSpec endpoint, EndpointMeters meters) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", endpoint.name());
    members.put("type", endpoint.type().name());
    members.put("where", endpoint.channels().map("channels of "::concat).orElse(endpoint.where()));
    members.put("binds", endpoint.binds());
    if (meters != null) { // nobody has opened it yet
      members.put("gauges", gauges(meters));
      members.put("counters", counters(meters));
      Map<String, Object> durations = new LinkedHashMap<>();
      durations.put("requests", AskMembers.of(meters.durations(Timing.REQUESTS)));
      durations.put("asks", AskMembers.of(meters.durations(Timing.ASKS)));
      members.put("durations", durations);
    }
    return members;
  }

  private static Map<String, Long> gauges(EndpointMeters meters) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (Gauge gauge : Gauge.values()) {
      if (gauge.isPerEndpoint()) {
        values.put(gauge.metric(), meters.value(gauge));
      }
    }
    return values;
  }

  private static Map<String, Long> counters(EndpointMeters meters) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (Counter counter : Counter.values()) {
      if (counter.isPerEndpoint() && meters.value(counter) != 0) {
        values.put(counter.metric(), meters.value(counter));
      }
    }
    return values;
  }
}
