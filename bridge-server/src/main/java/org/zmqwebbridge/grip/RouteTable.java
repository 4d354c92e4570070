package org.zmqwebbridge.grip;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.zmqwebbridge.edge.RequestHead;

/**
 * All routes; of those that match, the most special one counts, and of these the first.
 *
 * <p>Immutable.
 */
public record RouteTable(List<GripRoute> routes) {
  public RouteTable {
    routes =
        routes.stream()
            .sorted(
                Comparator.comparingLong((GripRoute route) -> route.condition().rank()).reversed())
            .toList();
  }

  /** The same routes with other options. */
  public RouteTable with(UnaryOperator<RouteOptions> change) {
    return new RouteTable(
        routes.stream()
            .map(
                route ->
                    new GripRoute(
                        route.condition(), change.apply(route.options()), route.targets()))
            .toList());
  }

  /**
   * Who answers a request.
   *
   * @param mayChoose whether it may name a route's id by {@code Pushpin-Route}, and then means that
   *     one or none
   */
  Optional<GripRoute> find(RequestHead head, boolean socket, boolean mayChoose) {
    Optional<String> chosen = mayChoose ? head.header("Pushpin-Route") : Optional.empty();
    return chosen.isPresent()
        ? find(chosen.get())
        : find(head.host().orElse(null), head.path(), socket, head.secure());
  }

  /** Who answers a request for a host and a path. */
  Optional<GripRoute> find(String host, String path, boolean socket, boolean secure) {
    for (GripRoute route : routes) {
      if (route.condition().matches(host, path, socket, secure)) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  /** The route of this id. */
  Optional<GripRoute> find(String id) {
    return routes.stream()
        .filter(route -> route.condition().id().equals(Optional.of(id)))
        .findFirst();
  }

  /** Whether some route is for this host and path. */
  boolean hasFor(String host, String path) {
    return routes.stream().anyMatch(route -> route.condition().matches(host, path));
  }
}
