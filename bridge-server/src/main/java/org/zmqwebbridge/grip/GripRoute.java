package org.zmqwebbridge.grip;

import java.util.List;

/**
 * Which requests go to which origins, and how.
 *
 * <p>Immutable, but for the turns of its targets.
 *
 * @param targets in their order, at least one
 * @param weights whose turn it is among those that have some
 */
public record GripRoute(
    RouteCondition condition, RouteOptions options, List<Target> targets, Weights weights) {
  public GripRoute(RouteCondition condition, RouteOptions options, List<Target> targets) {
    this(condition, options, List.copyOf(targets), new Weights(targets));
  }
}
