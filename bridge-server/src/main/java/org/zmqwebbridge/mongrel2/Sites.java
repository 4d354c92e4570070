package org.zmqwebbridge.mongrel2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.zmqwebbridge.mongrel2.config.HostSpec;
import org.zmqwebbridge.mongrel2.config.RouteSpec;
import org.zmqwebbridge.mongrel2.config.RouteTarget;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.mongrel2.routing.HostTable;
import org.zmqwebbridge.mongrel2.routing.RouteTree;

/**
 * All hosts of a server, as one configuration has them.
 *
 * <p>Immutable.
 *
 * @param hasSockets whether JSON or XML sockets lead anywhere
 */
record Sites(HostTable<Site> hosts, boolean hasSockets) {
  /**
   * Those of a server.
   *
   * @param targets makes what answers a route, of what the configuration says of it
   * @throws IllegalArgumentException if a pattern means nothing, or there is no default host; says
   *     which
   */
  static Sites of(ServerSpec server, Function<RouteTarget, Target> targets) {
    List<HostTable.HostRule<Site>> rules = new ArrayList<>();
    Site standard = null;
    for (HostSpec host : server.hosts()) {
      Site site = site(host, targets);
      rules.add(new HostTable.HostRule<>(host.matching(), site));
      standard = host.name().equals(server.defaultHost()) ? site : standard;
    }
    if (standard == null) {
      throw new IllegalArgumentException(
          "server "
              + server.uuid()
              + ": default_host "
              + server.defaultHost()
              + " is none of its hosts; add a host of this name");
    }
    boolean hasSockets =
        server.hosts().stream()
            .filter(host -> host.name().equals(server.defaultHost()))
            .flatMap(host -> host.routes().stream())
            .anyMatch(route -> route.path().startsWith("@") || route.path().startsWith("<"));
    return new Sites(HostTable.of(rules, standard), hasSockets);
  }

  private static Site site(HostSpec host, Function<RouteTarget, Target> targets) {
    RouteTree.Builder<Target> routes = new RouteTree.Builder<>();
    for (RouteSpec route : host.routes()) {
      Target target = targets.apply(route.target());
      if (route.reversed()) {
        routes.addReversed(route.path(), target);
      } else {
        routes.add(route.path(), target);
      }
    }
    return new Site(host.name(), host.maintenance(), routes.build());
  }
}
