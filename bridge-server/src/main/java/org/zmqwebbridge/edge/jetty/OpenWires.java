package org.zmqwebbridge.edge.jetty;

import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HostNames;
import org.zmqwebbridge.observe.Counters;

/**
 * All connections whose responses are a back end's own, and what they go by.
 *
 * <p>Owner thread: none.
 */
final class OpenWires {
  private final WireGate gate;
  private final ConnectionRegistry registry;
  private final HttpConfiguration http;
  private final Refusals refusals;
  private final TakenConnections open;
  private volatile EdgeLimits limits;
  private volatile HostNames hosts = HostNames.of(List.of());

  /**
   * @param http how requests are parsed
   */
  OpenWires(
      WireGate gate,
      ConnectionRegistry registry,
      HttpConfiguration http,
      Refusals refusals,
      EdgeLimits limits) {
    this.gate = gate;
    this.registry = registry;
    this.http = http;
    this.refusals = refusals;
    this.limits = limits;
    this.open = new TakenConnections(registry);
  }

  WireGate gate() {
    return gate;
  }

  ConnectionRegistry registry() {
    return registry;
  }

  Counters counters() {
    return registry.counters();
  }

  Refusals refusals() {
    return refusals;
  }

  TakenConnections open() {
    return open;
  }

  EdgeLimits limits() {
    return limits;
  }

  /** From the next request on, these hold; deadlines that run stay as they are. */
  void limits(EdgeLimits changed) {
    limits = changed;
  }

  /** Which hosts this is: of the first request of a connection it is known by then. */
  HostNames hosts() {
    return hosts;
  }

  /** From now on, these. */
  void hosts(HostNames changed) {
    hosts = changed;
  }

  /** For the requests of one connection. */
  RequestReader newReader() {
    return new RequestReader(
        http.getRequestHeaderSize(), http.getHttpCompliance(), http.getUriCompliance());
  }
}
