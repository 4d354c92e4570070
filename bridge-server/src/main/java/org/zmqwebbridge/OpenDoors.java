package org.zmqwebbridge;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.edge.Listener;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.UnixPlace;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zws.ZwsDialect;

/**
 * What a bridge opens, in one line for its operator.
 *
 * @param ports the port of a listener, by its name; of the first, by none
 * @param managementPort the management listener's port, if there is one
 */
record OpenDoors(BridgeConfig config, ToIntFunction<String> ports, int managementPort) {
  private static final int MAX_NAMED = 20;
  private static final int MAX_ADDRESSES = 4; // of one endpoint

  /** Listeners and their paths, endpoints by name, and what is bound for askers. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    EdgeConfig edge = config.edge();
    if (!edge.listen().isEmpty()) {
      parts.add(first(edge));
    }
    edge.listeners().forEach(listener -> parts.add(besides(listener)));
    config.management().ifPresent(listener -> parts.add(management(listener)));
    List<EndpointSpec> all = endpoints();
    if (!all.isEmpty() || !(config.grip().isOn() || edge.listen().isEmpty())) {
      parts.add(
          all.isEmpty() ? "no endpoint" : "endpoints " + cut(all, MAX_NAMED, OpenDoors::named));
    }
    if (config.grip().isOn()) {
      parts.add("GRIP for " + cut(config.grip().routes().routes(), MAX_NAMED, OpenDoors::named));
    }
    if (!config.mongrel2().servers().isEmpty()) {
      parts.add(
          "servers of Mongrel2 " + cut(config.mongrel2().servers(), MAX_NAMED, OpenDoors::named));
    }
    if (config.blastbeat().isOn()) {
      parts.add("BlastBeat on " + cut(config.blastbeat().allBinds(), MAX_NAMED, OpenDoors::named));
    }
    if (!config.relay().locations().isEmpty()) {
      parts.add("push relay at " + cut(config.relay().locations(), MAX_NAMED, OpenDoors::named));
    }
    List<EndpointSpec> bound = all.stream().filter(EndpointSpec::binds).toList();
    if (!bound.isEmpty()) {
      List<ZmqEndpoint> addresses =
          bound.stream().flatMap(endpoint -> endpoint.addresses().all().stream()).toList();
      parts.add("bound for services " + cut(addresses, MAX_NAMED, ZmqEndpoint::address));
    }
    return String.join("; ", parts);
  }

  private String first(EdgeConfig edge) {
    return spoken(edge.tls().isPresent(), edge.serves())
        + " on "
        + written(edge.listen(), ports.applyAsInt(""))
        + serving(edge.serves())
        + (edge.serves().contains(Served.WEB_SOCKET) ? ", WebSocket at " + edge.path() : "")
        + (isOpenToStockClients() ? ", ZWS at " + ZwsDialect.FOLDER : "")
        + edge.pages().map(folder -> ", pages at /").orElse("");
  }

  private boolean isOpenToStockClients() {
    return endpoints().stream()
        .anyMatch(each -> each.opens(Door.ZWS) && ZwsDialect.isFor(each.type()));
  }

  private String besides(Listener listener) {
    return "listener "
        + listener.name()
        + ": "
        + spoken(listener.tls(), listener.serves())
        + " on "
        + listener
            .unix()
            .map(UnixPlace::toString)
            .orElseGet(() -> written(listener.listen(), ports.applyAsInt(listener.name())))
        + serving(listener.serves());
  }

  private static String spoken(boolean tls, Set<Served> parts) {
    boolean sockets = parts.contains(Served.WEB_SOCKET) || parts.contains(Served.ZWS);
    String scheme = sockets ? "ws" : "http";
    return tls ? scheme + "s" : scheme + " (no TLS)";
  }

  private static String serving(Set<Served> parts) {
    return parts.equals(Served.ALL)
        ? ""
        : " for "
            + parts.stream().sorted().map(Served::word).collect(Collectors.joining(" and "))
            + " only";
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

  /** Of one that the bridge connects to at several addresses, with some of these. */
  private static String named(EndpointSpec endpoint) {
    List<ZmqEndpoint> addresses = endpoint.addresses().all();
    boolean tells = addresses.size() > 1 && !endpoint.binds();
    return endpoint.name()
        + " ("
        + endpoint.type()
        + (tells ? " at " + cut(addresses, MAX_ADDRESSES, ZmqEndpoint::address) : "")
        + ")";
  }

  private static String named(ServerSpec server) {
    return server.uuid() + " on " + server.bindAddress() + ":" + server.port();
  }

  private static String named(BindSpec bind) {
    return bind + (bind.isTls() ? " (TLS)" : "");
  }

  private static String named(GripRoute route) {
    return route.condition().domain() + route.condition().pathBegin();
  }

  private static String named(LocationSpec location) {
    return location.path().text() + " (" + location.kind().name().toLowerCase(Locale.ROOT) + ")";
  }

  static <T> String cut(List<T> all, int most, Function<T, String> say) {
    int more = all.size() - most;
    return all.stream().limit(most).map(say).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  static String written(List<InetSocketAddress> addresses, int port) {
    return addresses.stream()
        .map(address -> HostAndPort.written(address, port))
        .collect(Collectors.joining(" and "));
  }
}
