package org.zmqwebbridge.mongrel2.m2sh;

import java.util.Optional;
import org.zmqwebbridge.mongrel2.routing.Route;
import org.zmqwebbridge.mongrel2.routing.RouteTree;

/** {@code route}: whether a path leads to a route. Owner thread: main. */
final class RouteCommand {
  private final M2shSurroundings around;

  RouteCommand(M2shSurroundings around) {
    this.around = around;
  }

  int run(M2shOptions options) {
    String pattern = options.demand("pattern", "the pattern of a route");
    String path = options.demand("match", "something to match against");
    RouteTree.Builder<String> builder = new RouteTree.Builder<>();
    boolean isReversed = options.has("reversed") || options.has("suffix");
    RouteTree<String> tree =
        (isReversed ? builder.addReversed(pattern, pattern) : builder.add(pattern, pattern))
            .build();
    Optional<Route<String>> found = tree.find(path);
    around
        .out()
        .printf(
            "Match %s on '%s' against '%s'.%n",
            found.isPresent() ? "passed" : "FAILED", path, pattern);
    found.ifPresent(
        route ->
            around
                .out()
                .printf("ROUTE: pattern='%s', prefix='%s'%n", route.pattern(), route.literal()));
    return 0;
  }
}
