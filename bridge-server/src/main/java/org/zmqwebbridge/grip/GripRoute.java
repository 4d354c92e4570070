package org.zmqwebbridge.grip;

import java.util.List;

/**
 * Which requests go to which origins, and how.
 *
 * <p>Immutable.
 *
 * @param targets in their order, at least one
 */
public record GripRoute(RouteCondition condition, RouteOptions options, List<Target> targets) {
  public GripRoute {
    targets = List.copyOf(targets);
  }
}
