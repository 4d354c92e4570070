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
 * @param host the only one whose requests lead here, without a port; empty: all
 * @param path begins with a slash; where it is a prefix, ends with one
 * @param rule which paths lead here, where neither one nor a prefix says it; such a route answers
 *     every method, and sees to Origins itself
 * @param methods what may be asked there, for example {@code POST}; HEAD goes with GET, and OPTIONS
 *     is answered by the edge
 * @param part what a listener must serve, so that it is there
 * @param isLast whether it answers only what no other route does
 * @param opener hears of each exchange, and returns who answers it; called by the edge's threads,
 *     and may not block
 */
public record Route(
    Optional<String> host,
    String path,
    boolean isPrefix,
    List<String> methods,
    Optional<Rule> rule,
    Served part,
    boolean isLast,
    Function<Exchange, ExchangeHandler> opener) {
  /** Says itself which paths lead somewhere. */
  @FunctionalInterface
  public interface Rule {
    /**
     * Who answers at a path; asked once for a request.
     *
     * @param host that the client asks for, without a port; {@code null} if it names none
     * @return as {@link Route#opener}; empty: the path leads not here
     */
    Optional<Function<Exchange, ExchangeHandler>> opener(String host, String path);
  }

  public Route {
    methods = List.copyOf(methods);
    if (!path.startsWith("/") || (isPrefix && !path.endsWith("/"))) {
      throw new IllegalArgumentException(path + " is no path of a route");
    }
  }

  /** One fixed path. */
  public static Route at(
      String path, List<String> methods, Function<Exchange, ExchangeHandler> opener) {
    return new Route(
        Optional.empty(), path, false, methods, Optional.empty(), Served.HTTP, false, opener);
  }

  /**
   * All paths that a dialect says are its own, before all that are named here; it is asked with
   * every method, and sees to {@link Exchange#foreignPage Origins} and preflights itself.
   */
  public static Route ruled(Rule rule) {
    return ruled(rule, false);
  }

  /**
   * What no other route answers and a dialect says is its own; the rest of it as {@link #ruled}.
   */
  public static Route last(Rule rule) {
    return ruled(rule, true);
  }

  private static Route ruled(Rule rule, boolean isLast) {
    return new Route(
        Optional.empty(),
        "/",
        true,
        List.of(),
        Optional.of(rule),
        Served.HTTP,
        isLast,
        exchange -> {
          throw new IllegalStateException("a route with a rule is opened as it was found");
        });
  }

  /** All paths that begin so and have one name after it. */
  public static Route below(
      String prefix, List<String> methods, Function<Exchange, ExchangeHandler> opener) {
    return new Route(
        Optional.empty(), prefix, true, methods, Optional.empty(), Served.HTTP, false, opener);
  }

  /**
   * The same for one host only.
   *
   * @throws IllegalArgumentException if it is no name of a host
   */
  public Route onHost(String name) {
    return new Route(
        Optional.of(HostNames.checked(name)), path, isPrefix, methods, rule, part, isLast, opener);
  }

  /** The same where listeners serve another part. */
  public Route in(Served other) {
    return new Route(host, path, isPrefix, methods, rule, other, isLast, opener);
  }

  private boolean isOn(String asked) {
    return host.isEmpty() || (asked != null && host.get().equals(HostNames.plain(asked)));
  }

  /** One of its own host before others, then one with a rule, then a fixed one before others. */
  private int rank() {
    return isLast ? 6 : (host.isPresent() ? 0 : 3) + (rule.isPresent() ? 0 : isPrefix ? 2 : 1);
  }

  /** This route, where a path leads here; with a rule, as that answers there. */
  private Optional<Route> to(String asked, String target) {
    return rule.isPresent()
        ? rule.get().opener(asked, target).map(this::openedBy)
        : Optional.of(this).filter(route -> route.leadsByName(target));
  }

  private Route openedBy(Function<Exchange, ExchangeHandler> found) {
    return new Route(host, path, isPrefix, methods, rule, part, isLast, found);
  }

  private boolean leadsByName(String target) {
    return isPrefix
        ? target.length() > path.length()
            && target.startsWith(path)
            && target.indexOf('/', path.length()) < 0
        : target.equals(path);
  }

  /**
   * Who answers at a path: of those for the host before others, a fixed one before others, and of
   * these the first.
   *
   * @param host that the client asks for, without a port; {@code null} if it names none
   */
  public static Optional<Route> find(List<Route> routes, String host, String path) {
    Route best = null;
    for (Route route : routes) {
      boolean isBetter = best == null || route.rank() < best.rank();
      Optional<Route> found =
          isBetter && route.isOn(host) ? route.to(host, path) : Optional.empty();
      best = found.orElse(best);
    }
    return Optional.ofNullable(best);
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
