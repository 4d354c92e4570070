package org.zmqwebbridge.edge.jetty;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.zmqwebbridge.edge.Guests;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.edge.websocket.PerMessageDeflate;

/**
 * What is behind the listeners: each part asked in its turn whether a request is its own.
 *
 * <p>Owner thread: the one that makes the edge.
 *
 * @param deflate what clients may agree on, if anything
 * @param refused where clients are told that they are refused
 */
record Parts(
    EdgeConfig config,
    ClientAddresses clients,
    ConnectionRegistry registry,
    KeptConnections kept,
    OpenWires wires,
    Optional<PerMessageDeflate> deflate,
    Refusals refusals,
    RefusedConnections refused) {

  /**
   * All of them, in their order.
   *
   * @param scripts the class path folder of the JavaScript client
   * @param upgrader who comes in at the configured path
   * @param others who comes in elsewhere
   */
  Handler inOrder(String scripts, Upgrader upgrader, List<Upgrader> others, List<Route> routes) {
    Map<String, Set<Served>> served = Listeners.serves(config);
    Function<String, Set<Served>> serves = name -> served.getOrDefault(name, Set.of());
    List<Handler> all = first(serves, scripts, upgrader, others, routes);
    boolean hasPages = config.pages().isPresent();
    if (hasPages) {
      PageHandler pages = new PageHandler(config.pages().get(), refusals);
      all.add(new ServedPart(Served.PAGES, serves, pages));
    }
    HealthHandler health = new HealthHandler(registry);
    all.add(new ServedPart(parts -> !(hasPages && parts.contains(Served.PAGES)), serves, health));
    return new Handler.Sequence(all);
  }

  /** Those that share a server with an application, whose pages and {@code /} are its own. */
  Handler beside(String scripts, Upgrader upgrader, List<Upgrader> others, List<Route> routes) {
    return new Handler.Sequence(first(name -> config.serves(), scripts, upgrader, others, routes));
  }

  /** What answers for other HTTP servers: WebSockets and their script, on whole connections. */
  Handler entrance(String scripts, Upgrader upgrader, List<Upgrader> others) {
    Function<String, Set<Served>> serves = name -> config.serves();
    List<Handler> all = new ArrayList<>();
    UpgradeHandler first = upgrades(UpgradePlace.at(config.path()), upgrader);
    all.add(new ServedPart(Served.WEB_SOCKET, serves, first));
    all.add(new ServedPart(Served.PAGES, serves, new ScriptHandler(scripts)));
    for (Upgrader other : others) {
      if (!other.takesItsTime()) { // whose clients would not be noticed when they leave
        all.add(new ServedPart(other.part(), serves, upgrades(UpgradePlace.of(other), other)));
      }
    }
    all.add(new NoGuestHandler(refusals));
    return new Handler.Sequence(all);
  }

  /** Where the {@link #entrance} has answers, as {@link Guests#paths} says it. */
  List<String> guestPaths(List<Upgrader> others) {
    List<String> paths = new ArrayList<>();
    if (config.serves().contains(Served.WEB_SOCKET)) {
      paths.add(config.path());
    }
    if (config.serves().contains(Served.PAGES)) {
      paths.addAll(ScriptHandler.PATHS);
    }
    others.stream()
        .filter(other -> config.serves().contains(other.part()))
        .forEach(other -> paths.addAll(other.paths()));
    return List.copyOf(paths);
  }

  /**
   * All that answer at places of their own.
   *
   * @param serves what a listener of this name serves
   */
  private List<Handler> first(
      Function<String, Set<Served>> serves,
      String scripts,
      Upgrader upgrader,
      List<Upgrader> others,
      List<Route> routes) {
    List<Handler> all = new ArrayList<>();
    UpgradePlace place = UpgradePlace.at(config.path());
    UpgradeHandler first = upgrades(place, upgrader);
    all.add(new ServedPart(Served.WEB_SOCKET, serves, first));
    all.add(new ServedPart(Served.PAGES, serves, new ScriptHandler(scripts)));
    Claims earlier = first.or((host, path, headers) -> ScriptHandler.PATHS.contains(path));
    for (Upgrader other : others) {
      UpgradeHandler upgrades = upgrades(UpgradePlace.of(other), other);
      all.add(new ServedPart(other.part(), serves, upgrades));
      earlier = earlier.or(upgrades);
    }
    Map<Served, List<Route>> byPart =
        routes.stream()
            .collect(
                Collectors.groupingBy(
                    Route::part, () -> new EnumMap<>(Served.class), Collectors.toList()));
    for (Map.Entry<Served, List<Route>> part : byPart.entrySet()) {
      List<Route> some = part.getValue();
      all.add(new ServedPart(part.getKey(), serves, exchanges(some, earlier)));
      earlier = earlier.or((host, path, headers) -> Route.find(some, host, path).isPresent());
    }
    all.add(new ServedPart(Served.HTTP, serves, new WireRoutes(wires)));
    return all;
  }

  private RouteHandler exchanges(List<Route> routes, Claims earlier) {
    return new RouteHandler(routes, clients, registry, kept, earlier, refusals);
  }

  private UpgradeHandler upgrades(UpgradePlace place, Upgrader upgrader) {
    return new UpgradeHandler(place, clients, registry, upgrader, deflate, refusals, refused);
  }
}
