package org.zmqwebbridge.demo;

import java.util.Set;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Ports;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.relay.RelayConfig;

/**
 * The demo's bridge, as something whose plug can be pulled: it comes back on the same ports.
 *
 * <p>Owner thread: any; its methods wait for one another. Lifetime: the demo's.
 */
final class BridgeAppliance implements Appliance {
  private static final String HOST = "127.0.0.1";

  private final Endpoints endpoints;
  private final DemoAuthorizer authorizer;
  private final BackEnds backEnds;
  private int port;
  private String management;
  private Bridge bridge;

  BridgeAppliance(
      DemoOptions options, Endpoints endpoints, DemoAuthorizer authorizer, BackEnds backEnds) {
    this.endpoints = endpoints;
    this.authorizer = authorizer;
    this.backEnds = backEnds;
    this.port = options.port() == 0 ? Ports.free() : options.port();
    this.management = options.management();
  }

  @Override
  public String name() {
    return "bridge";
  }

  @Override
  public String kind() {
    return "WebSocket";
  }

  @Override
  public synchronized String address() {
    return "ws://" + HOST + ":" + port + "/data";
  }

  @Override
  public String does() {
    return "carries ZeroMQ sockets into pages";
  }

  @Override
  public synchronized boolean isOn() {
    return bridge != null;
  }

  @Override
  public synchronized void plugIn() {
    if (bridge == null) {
      bridge = build().start();
      management = management.replaceFirst(":[0-9]+$", ":" + bridge.managementPort());
    }
  }

  @Override
  public synchronized void pull() {
    if (bridge != null) {
      bridge.close();
      bridge = null;
    }
  }

  /** Where the pages are. */
  synchronized String url() {
    return "http://" + HOST + ":" + port + "/";
  }

  /** Where health, metrics and the console are. */
  synchronized String managementUrl() {
    return "http://" + management + "/";
  }

  private Bridge build() {
    BridgeBuilder builder =
        Bridge.builder()
            .listen(HOST + ":" + port)
            .management(management)
            .authorizer(authorizer)
            .pages("demo")
            .relay(Relay.CONFIG)
            .listener("publishers", backEnds.publishers(), false, Set.of(Served.GRIP_CONTROL))
            .endpoint(EndpointSpec.ofChannels(Relay.ENDPOINT, RelayConfig.DEFAULT_STORE));
    backEnds.addTo(builder, port);
    for (String name : endpoints.names()) {
      builder.endpoint(endpoints.spec(name));
    }
    return builder.build();
  }
}
