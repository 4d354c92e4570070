package org.zmqwebbridge.demo;

import java.util.List;
import org.zmqwebbridge.demo.service.Appliance;

/** What the demo prints when it is up. Owner thread: any; no state. */
final class Banner {
  private static final String ROW = "  %-10s %-10s %-24s %s%n";

  private Banner() {}

  static String text(BridgeAppliance bridge, List<Appliance> services, Endpoints endpoints) {
    StringBuilder text = new StringBuilder();
    text.append("%nZmqWebBridge demo: %s%n%n".formatted(bridge.url()));
    text.append(ROW.formatted("behind it", "ZeroMQ", "address", "what it does"));
    for (Appliance service : services) {
      String name = service.name();
      text.append(ROW.formatted(name, service.kind(), endpoints.address(name), service.does()));
    }
    text.append(
        ROW.formatted(
            "page",
            "ROUTER",
            endpoints.address("page"),
            "bound by the bridge: web pages answer here"));
    text.append("%nManagement: %s   Stop with Ctrl-C.%n".formatted(bridge.managementUrl()));
    return text.toString();
  }
}
