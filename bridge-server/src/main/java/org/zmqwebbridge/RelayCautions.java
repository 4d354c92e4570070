package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.zws.ZwsDialect;

/**
 * What is legal in a push relay's locations, and unwise.
 *
 * <p>Owner thread: the caller's.
 */
final class RelayCautions {
  private final List<LocationSpec> locations;
  private final List<String> found = new ArrayList<>();

  private RelayCautions(List<LocationSpec> locations) {
    this.locations = locations;
  }

  /**
   * Each a line that says what may happen and what to do.
   *
   * @param isOpen whether other machines reach it, and no hook asks who comes
   */
  static List<String> about(BridgeConfig config, boolean isOpen) {
    RelayCautions cautions = new RelayCautions(config.relay().locations());
    cautions.aboutReach();
    config.endpoints().all().forEach(cautions::aboutDoors);
    if (isOpen) {
      cautions.aboutPublishers();
    }
    return cautions.found;
  }

  private String name(int index) {
    return "relay.locations." + (index + 1) + " (" + locations.get(index).path().text() + ")";
  }

  private void aboutReach() {
    for (int later = 1; later < locations.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        if (locations.get(earlier).path().covers(locations.get(later).path())) {
          found.add(
              name(later)
                  + " is never reached: "
                  + name(earlier)
                  + " takes all its paths, and the first that matches answers; put it first");
          break;
        }
      }
    }
  }

  private void aboutDoors(EndpointSpec endpoint) {
    for (String path : paths(endpoint)) {
      for (int i = 0; i < locations.size(); i++) {
        if (locations.get(i).path().matches(path)) {
          found.add(
              name(i)
                  + " takes "
                  + path
                  + ", where endpoints."
                  + endpoint.name()
                  + " would be: a location wins; let it begin otherwise");
          break;
        }
      }
    }
  }

  /** Where clients come to an endpoint besides the WebSocket of pages. */
  private static List<String> paths(EndpointSpec endpoint) {
    List<String> paths = new ArrayList<>();
    if (endpoint.opens(Door.HTTP)) {
      folder(endpoint.type()).ifPresent(folder -> paths.add(folder + endpoint.name()));
    }
    if (endpoint.opens(Door.ZWS) && ZwsDialect.isFor(endpoint.type())) {
      paths.add(ZwsDialect.FOLDER + endpoint.name());
      paths.add("/" + endpoint.name());
    }
    return paths;
  }

  private static Optional<String> folder(SocketType type) {
    return switch (type) {
      case REQ -> Optional.of("/req/");
      case PUSH, PUB -> Optional.of("/push/");
      case SUB -> Optional.of("/sub/");
      default -> Optional.empty();
    };
  }

  private void aboutPublishers() {
    for (int i = 0; i < locations.size(); i++) {
      LocationSpec location = locations.get(i);
      if (location.kind() != Kind.SUBSCRIBER && location.access().secret().isEmpty()) {
        found.add(
            name(i)
                + ": anyone who reaches this machine may publish there; give it a secretFile, or"
                + " configure auth (docs/access.md)");
      }
    }
  }
}
