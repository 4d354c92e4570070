package org.zmqwebbridge.mongrel2.routing;

import java.util.List;
import java.util.Locale;

/**
 * The hosts of a server. A request goes to the host whose literal ending is the longest that the
 * name in its {@code Host} has, if its pattern, if it has one, matches all that comes before;
 * otherwise to the default host. A name that ends within such an ending goes there too, for
 * instance {@code test} to {@code exact.test}.
 *
 * <p>Names are compared without regard to case, and of several hosts with the same ending each is
 * asked in its order; Mongrel2 1.12.2 does neither.
 *
 * <p>Immutable.
 */
public final class HostTable<T> {
  private final PrefixTree<Rule<T>> rules = new PrefixTree<>();
  private final T defaultHost;

  private HostTable(List<HostRule<T>> hosts, T defaultHost) {
    this.defaultHost = defaultHost;
    for (HostRule<T> host : hosts) {
      int paren = host.matching().lastIndexOf(')') + 1;
      String literal = host.matching().substring(paren).toLowerCase(Locale.ROOT);
      rules.put(
          RouteTree.reverse(literal),
          new Rule<>(host.host(), literal.length(), paren == 0 ? null : start(host, paren)));
    }
  }

  private static RoutePattern start(HostRule<?> host, int end) {
    return RoutePattern.parse(host.matching().substring(0, end) + "$");
  }

  /**
   * Which names a host has.
   *
   * @param matching its name, or a pattern with a literal ending, for example {@code
   *     (.*).example.org}
   */
  public record HostRule<T>(String matching, T host) {}

  private record Rule<T>(T host, int literalLength, RoutePattern pattern) { // without one: null
    boolean matches(String said, String lower) {
      int end = said.length() - literalLength;
      return pattern == null
          || pattern.matches(lower.substring(0, end))
          || pattern.matches(said.substring(0, end));
    }
  }

  /**
   * A table.
   *
   * @param hosts in their order
   * @throws MalformedPatternException if a pattern of theirs means nothing
   */
  public static <T> HostTable<T> of(List<HostRule<T>> hosts, T defaultHost) {
    return new HostTable<>(hosts, defaultHost);
  }

  /** Where messages of sockets go, which name no host. */
  public T defaultHost() {
    return defaultHost;
  }

  /**
   * Whose a request is.
   *
   * @param said its {@code Host}, with or without a port; empty if it has none
   */
  public T find(String said) {
    String name = name(said);
    String lower = name.toLowerCase(Locale.ROOT);
    PrefixTree.Found<Rule<T>> found = rules.find(RouteTree.reverse(lower));
    if (found.isBegun()) {
      Rule<T> first = found.values().get(0);
      return first.pattern() == null ? first.host() : defaultHost;
    }
    for (Rule<T> rule : found.values()) {
      if (rule.matches(name, lower)) {
        return rule.host();
      }
    }
    return defaultHost;
  }

  private static String name(String said) {
    int end = said.startsWith("[") ? said.indexOf(']') + 1 : said.indexOf(':');
    return end <= 0 ? said : said.substring(0, end);
  }
}
