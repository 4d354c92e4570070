package org.zmqwebbridge.mongrel2.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * HTTP servers that requests are passed to: the first that can be reached.
 *
 * <p>Immutable. Mongrel2 knows one; in its configurations several stand in {@code addr}, with
 * spaces between them, each with a port of its own after a {@code :} or else the one of {@code
 * port}.
 *
 * @param backends one at least, in the order in which they are tried
 */
public record ProxySpec(List<Backend> backends) implements RouteTarget {
  private static final int MAX_BACKENDS = 64;
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /**
   * One server.
   *
   * @param addr a name or an address; of IPv6 without brackets
   */
  public record Backend(String addr, int port) {
    /**
     * @throws IllegalArgumentException if it is nowhere
     */
    public Backend {
      Checks.filled(addr, "a Proxy's addr");
      Checks.noSpace(addr, "a Proxy's addr");
      Checks.port(port, 1, "Proxy " + addr + ": port");
    }

    private static Backend of(String word, int port) {
      int colon = word.lastIndexOf(':');
      boolean isBracketed = word.startsWith("[");
      boolean hasPort =
          isBracketed ? word.indexOf("]:") >= 0 : colon >= 0 && word.indexOf(':') == colon;
      String addr = hasPort ? word.substring(0, colon) : word;
      return new Backend(
          isBracketed ? addr.replaceAll("[\\[\\]]", "") : addr,
          hasPort ? Checks.number(word.substring(colon + 1), "the port in Proxy " + word) : port);
    }

    @Override
    public String toString() {
      return (addr.contains(":") ? "[" + addr + "]" : addr) + ":" + port;
    }
  }

  /**
   * @throws IllegalArgumentException if there is none, or too many
   */
  public ProxySpec {
    backends = List.copyOf(backends);
    Checks.between(backends.size(), 1, MAX_BACKENDS, "the number of a Proxy's back ends");
  }

  /**
   * As configurations have it.
   *
   * @param addr one server, or several with spaces between them
   * @param port of those that have none of their own
   * @throws IllegalArgumentException if one is wrong
   */
  public static ProxySpec of(String addr, int port) {
    Checks.filled(addr, "a Proxy's addr");
    List<Backend> backends = new ArrayList<>();
    SPACES.splitAsStream(addr.strip()).forEach(word -> backends.add(Backend.of(word, port)));
    return new ProxySpec(backends);
  }

  /** What stands in {@code addr} so that {@link #of} reads the same again. */
  public String addr() {
    return backends.size() == 1
        ? backends.get(0).addr()
        : String.join(" ", backends.stream().map(Backend::toString).toList());
  }

  /** What stands in {@code port}. */
  public int port() {
    return backends.get(0).port();
  }

  @Override
  public <T> T dispatch(Kinds<T> kinds) {
    return kinds.onProxy(this);
  }
}
