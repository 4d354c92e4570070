package org.zmqwebbridge.demo;

import java.util.List;
import java.util.Map;
import org.zmqwebbridge.demo.service.Appliance;

/** What the demo prints when it is up. Owner thread: any; no state. */
final class Banner {
  private static final String ROW = "  %-9s %-9s %-33s %s%n";

  /** Services that also publish, and the endpoint that they publish at. */
  private static final Map<String, String> EVENTS =
      Map.of("chat", "chat-events", "plug", "pulse", "jobs", "done");

  private Banner() {}

  static String text(
      BridgeAppliance bridge, List<Appliance> services, Endpoints endpoints, String notebook) {
    StringBuilder text = new StringBuilder();
    text.append("%nZmqWebBridge demo: open %s%n%n".formatted(bridge.url()));
    text.append(row("service", "ZeroMQ", "address", "what it does"));
    for (Appliance service : services) {
      String address = addresses(service, endpoints);
      text.append(row(service.name(), service.kind(), address, service.does()));
    }
    text.append(
        row("page", "ROUTER", endpoints.address("page"), "bound by the bridge; pages answer"));
    text.append(doors(bridge.url()));
    text.append("%n%s%n".formatted(notebook));
    text.append("Management: %s. Ctrl-C stops it all.%n".formatted(bridge.managementUrl()));
    return text.toString();
  }

  /** What a terminal can do without any client. */
  private static String doors(String url) {
    return """

        Without a client (more: URLdoors.html, URLchannels.html)
          curl -d 'hello' URLreq/echo
          curl -d 'water the plants' URLpush/jobs
          curl -N 'URLsub/quotes?topic=NOVA'
          curl -d 'hello' URLpublisher/news
          curl -N URLlive/comments
          curl URLlive/handlers/greet
          curl URLlive/nodes/brew/tea
        """
        .replace("URL", url);
  }

  private static String row(String name, String kind, String address, String does) {
    return ROW.formatted(name, kind, address, does);
  }

  private static String addresses(Appliance service, Endpoints endpoints) {
    String events = EVENTS.get(service.name());
    if (events == null) {
      return service.address();
    }
    String other = endpoints.address(events);
    return service.address() + " and " + other.substring(other.lastIndexOf(':'));
  }
}
