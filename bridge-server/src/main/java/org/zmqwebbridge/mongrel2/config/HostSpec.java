package org.zmqwebbridge.mongrel2.config;

import java.util.List;

/**
 * A host of a server, and where its requests lead.
 *
 * <p>Immutable.
 *
 * @param matching which {@code Host} headers are meant: the end of a name, or a pattern before one
 * @param maintenance whether all that it answers is that it is being worked on
 * @param routes in the order in which they were defined, which counts where several patterns have
 *     one prefix
 */
public record HostSpec(String name, String matching, boolean maintenance, List<RouteSpec> routes) {
  /**
   * @throws IllegalArgumentException if a value is wrong
   */
  public HostSpec {
    Checks.filled(name, "a host's name");
    Checks.filled(matching, "host " + name + ": matching");
    routes = List.copyOf(routes);
  }
}
