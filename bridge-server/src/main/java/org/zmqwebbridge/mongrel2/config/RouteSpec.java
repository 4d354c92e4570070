package org.zmqwebbridge.mongrel2.config;

/**
 * Where the requests of a path lead.
 *
 * <p>Immutable.
 *
 * @param path a prefix, or a prefix and a pattern from the first {@code (} on; {@code @name} and
 *     {@code <name} are of JSON and XML sockets
 * @param reversed whether the path is the end of what it matches
 */
public record RouteSpec(String path, boolean reversed, RouteTarget target) {
  /**
   * @throws IllegalArgumentException if the path is empty
   */
  public RouteSpec {
    Checks.filled(path, "a route's path");
    Checks.present(target, "route " + path + ": its target");
  }
}
