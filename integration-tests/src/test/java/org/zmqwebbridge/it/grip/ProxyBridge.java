package org.zmqwebbridge.it.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.origin.OriginLimits;

/** A bridge that is a reverse proxy, on an ephemeral port. */
final class ProxyBridge implements AutoCloseable {
  private final Bridge bridge;

  private ProxyBridge(Bridge bridge) {
    this.bridge = bridge;
  }

  /** One with these lines of a routes file. */
  static ProxyBridge routing(String... lines) {
    return with(config -> config, lines);
  }

  static ProxyBridge with(UnaryOperator<GripConfig> settings, String... lines) {
    return at(Bridge.builder(), settings, lines);
  }

  /** One of which more is known. */
  static ProxyBridge at(
      BridgeBuilder builder, UnaryOperator<GripConfig> settings, String... lines) {
    List<GripRoute> routes = new ArrayList<>();
    for (String line : lines) {
      RouteLine.read(line).ifPresent(routes::add);
    }
    GripConfig config = settings.apply(GripConfig.of(new RouteTable(routes)).answeringAll());
    return new ProxyBridge(
        builder.listen("127.0.0.1:0").drainMillis(0).grip(config).build().start());
  }

  /** Where nothing is waited for long. */
  static GripConfig impatient(GripConfig config) {
    return config.with(new OriginLimits(2_000, 300, 8, 8, 4_096));
  }

  int port() {
    return bridge.port();
  }

  Bridge bridge() {
    return bridge;
  }

  ProxyClient client() {
    return ProxyClient.to(port());
  }

  @Override
  public void close() {
    bridge.close();
  }
}
