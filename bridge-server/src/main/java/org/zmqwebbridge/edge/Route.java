package org.zmqwebbridge.edge;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A path, and who answers there: a fixed path, or all paths that begin with one and have a name
 * after it.
 *
 * <p>Immutable.
 *
 * @param path begins with a slash; where it is a prefix, ends with one
 * @param methods what may be asked there, for example {@code POST}; HEAD goes with GET, and OPTIONS
 *     is answered by the edge
 * @param opener hears of each exchange, and returns who answers it; called by the edge's threads,
 *     and may not block
 */
public record Route(
    String path,
    boolean isPrefix,
    List<String> methods,
    Function<Exchange, ExchangeHandler> opener) {
  public Route {
    methods = List.copyOf(methods);
    if (!path.startsWith("/") || isPrefix != path.endsWith("/")) {
      throw new IllegalArgumentException(path + " is no path of a route");
    }
  }

  /** One fixed path. */
  public static Route at(
      String path, List<String> methods, Function<Exchange, ExchangeHandler> opener) {
    return new Route(path, false, methods, opener);
  }

  /** All paths that begin so and have one name after it. */
  public static Route below(
      String prefix, List<String> methods, Function<Exchange, ExchangeHandler> opener) {
    return new Route(prefix, true, methods, opener);
  }

  private boolean leadsTo(String target) {
    return isPrefix
        ? target.length() > path.length()
            && target.startsWith(path)
            && target.indexOf('/', path.length()) < 0
        : target.equals(path);
  }

  /** Who answers at a path: a fixed one before others, of these the first. */
  public static Optional<Route> find(List<Route> routes, String path) {
    Optional<Route> fixed =
        routes.stream().filter(route -> !route.isPrefix && route.leadsTo(path)).findFirst();
    return fixed.or(() -> routes.stream().filter(route -> route.leadsTo(path)).findFirst());
  }

  /** What is after the prefix, in a path that leads here. */
  public String nameIn(String target) {
    return target.substring(path.length());
  }

  /** Whether a method may be used here. */
  public boolean takes(String method) {
    return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
  }

  /** As the header {@code Allow} has it. */
  public String allow() {
    return String.join(", ", methods) + (methods.contains("GET") ? ", HEAD" : "") + ", OPTIONS";
  }
}
