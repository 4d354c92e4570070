package org.zmqwebbridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.relay.LocationPath;

/**
 * Paths that are something else's, so that no location of the relay may have them.
 *
 * <p>Immutable.
 *
 * @param owners what is at each
 */
record TakenPaths(Map<String, String> owners) {
  /** Those of no bridge that has a WebSocket, scripts or management. */
  static final TakenPaths NONE = new TakenPaths(Map.of());

  TakenPaths {
    owners = new LinkedHashMap<>(owners);
  }

  /**
   * @param webSocket the path that pages connect to
   */
  static TakenPaths of(String webSocket) {
    Map<String, String> owners = new LinkedHashMap<>();
    owners.put(webSocket, "the WebSocket of pages");
    JettyEdge.SCRIPTS.stream().sorted().forEach(path -> owners.put(path, "the JavaScript client"));
    BridgeManagement.KNOWN.forEach(path -> owners.put(path, "the management"));
    return new TakenPaths(owners);
  }

  /** What is wrong with a location that has one of them; empty: nothing. */
  Optional<String> within(LocationPath path) {
    return owners.entrySet().stream()
        .filter(taken -> path.matches(taken.getKey()))
        .findFirst()
        .map(
            taken ->
                path.text()
                    + " matches "
                    + taken.getKey()
                    + " too, where "
                    + taken.getValue()
                    + " is; let it begin with a folder of its own, for example /channel/");
  }
}
