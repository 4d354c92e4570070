package org.zmqwebbridge;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.virtualsocket.EndpointSpec;

/**
 * What a bridge opens, in one line for its operator.
 *
 * @param port the port that browsers connect to
 * @param managementPort the management listener's port, if there is one
 */
record OpenDoors(BridgeConfig config, int port, int managementPort) {
  private static final int MAX_NAMED = 20;

  /** Listeners and their paths, endpoints by name, and what is bound for askers. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    EdgeConfig edge = config.edge();
    parts.add(
        (edge.tls().isPresent() ? "wss" : "ws (no TLS)")
            + " on "
            + written(edge.listen(), port)
            + ", WebSocket at "
            + edge.path()
            + edge.pages().map(folder -> ", pages at /").orElse(""));
    config.management().ifPresent(listener -> parts.add(management(listener)));
    List<EndpointSpec> all = endpoints();
    parts.add(all.isEmpty() ? "no endpoint" : "endpoints " + cut(all, OpenDoors::named));
    List<EndpointSpec> bound =
        all.stream().filter(endpoint -> endpoint.type() == SocketType.REP).toList();
    if (!bound.isEmpty()) {
      parts.add("bound for askers " + cut(bound, OpenDoors::where));
    }
    return String.join("; ", parts);
  }

  private String management(ManagementConfig listener) {
    return "management on "
        + written(listener.listen(), managementPort)
        + (listener.secret().isPresent() ? " (with a secret)" : "");
  }

  private List<EndpointSpec> endpoints() {
    List<EndpointSpec> all = new ArrayList<>();
    config.endpoints().all().forEach(all::add);
    return all;
  }

  private static String named(EndpointSpec endpoint) {
    return endpoint.name() + " (" + endpoint.type() + ")";
  }

  private static String where(EndpointSpec endpoint) {
    return endpoint.address().toString();
  }

  private static String cut(List<EndpointSpec> endpoints, Function<EndpointSpec, String> say) {
    int more = endpoints.size() - MAX_NAMED;
    return endpoints.stream().limit(MAX_NAMED).map(say).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  static String written(List<InetSocketAddress> addresses, int port) {
    return addresses.stream()
        .map(address -> HostAndPort.written(address, port))
        .collect(Collectors.joining(" and "));
  }
}
