package org.zmqwebbridge.mongrel2.routing;

import java.util.List;
import java.util.Optional;

/**
 * The routes of a host. A path leads to the route whose literal beginning is the longest that the
 * path has; of several with the same one, to the first in their order whose pattern matches, and
 * never to a shorter one instead. The match need not reach the end of the path.
 *
 * <p>A path that ends within the beginning of a plain route leads there too, for instance {@code
 * /us} to {@code /users}; but not {@code /}, which leads nowhere if there is no such route.
 *
 * <p>Reversed routes come before all others: the longest ending wins.
 *
 * <p>Immutable. Source: the manual's chapter on routing, and Mongrel2 1.12.2 as measured.
 */
public final class RouteTree<T> {
  private final PrefixTree<Rule<T>> forward;
  private final PrefixTree<Rule<T>> reversed;
  private final boolean hasReversed;

  private RouteTree(Builder<T> builder) {
    this.forward = builder.forward;
    this.reversed = builder.reversed;
    this.hasReversed = builder.hasReversed;
  }

  private record Rule<T>(Route<T> route, RoutePattern pattern) { // without a pattern: null
    boolean isPlain() {
      return pattern == null;
    }
  }

  /**
   * Gathers the routes of a host, in their order.
   *
   * <p>Owner thread: its caller's. Lifetime: until {@link #build}.
   */
  public static final class Builder<T> {
    private final PrefixTree<Rule<T>> forward = new PrefixTree<>();
    private final PrefixTree<Rule<T>> reversed = new PrefixTree<>();
    private boolean hasReversed;

    /**
     * Adds a route.
     *
     * @param pattern of a path, or what messages of sockets begin with ({@code @chat}, {@code
     *     <chat})
     * @throws MalformedPatternException if its pattern means nothing
     */
    public Builder<T> add(String pattern, T target) {
      int paren = pattern.indexOf('(');
      String literal = paren < 0 ? pattern : pattern.substring(0, paren);
      forward.put(
          literal,
          new Rule<>(
              new Route<>(pattern, literal, false, target),
              paren < 0 ? null : RoutePattern.parse(pattern.substring(paren))));
      return this;
    }

    /**
     * Adds one that paths have to end with.
     *
     * @param pattern with its literal ending after the last parenthesis, for example {@code
     *     (.*).jpg}; the whole of it has to match the path from its beginning
     * @throws MalformedPatternException if its pattern means nothing
     */
    public Builder<T> addReversed(String pattern, T target) {
      String literal = pattern.substring(pattern.lastIndexOf(')') + 1);
      reversed.put(
          reverse(literal),
          new Rule<>(
              new Route<>(pattern, literal, true, target),
              literal.length() == pattern.length() ? null : RoutePattern.parse(pattern)));
      hasReversed = true;
      return this;
    }

    /** The tree; nothing is added to this any more. */
    public RouteTree<T> build() {
      return new RouteTree<>(this);
    }
  }

  /**
   * Where a path leads.
   *
   * @param path as sent, escapes and all, without the query; or the first word of a message
   */
  public Optional<Route<T>> find(String path) {
    Optional<Route<T>> found = hasReversed ? findReversed(path) : Optional.empty();
    return found.isPresent() ? found : findForward(path);
  }

  private Optional<Route<T>> findForward(String path) {
    PrefixTree.Found<Rule<T>> found = forward.find(path);
    if (found.isBegun()) {
      Rule<T> first = found.values().get(0);
      return first.isPlain() && !path.equals("/") ? Optional.of(first.route()) : Optional.empty();
    }
    for (Rule<T> rule : found.values()) {
      if (rule.isPlain() || rule.pattern().match(path, rule.route().literal().length()) >= 0) {
        return Optional.of(rule.route());
      }
    }
    return Optional.empty();
  }

  private Optional<Route<T>> findReversed(String path) {
    PrefixTree.Found<Rule<T>> found = reversed.find(reverse(path));
    List<Rule<T>> rules = found.isBegun() ? List.of() : found.values();
    return rules.stream()
        .filter(rule -> rule.isPlain() || rule.pattern().matches(path))
        .findFirst()
        .map(Rule::route);
  }

  static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
