package org.zmqwebbridge.mongrel2.routing;

/**
 * A route that a path leads to.
 *
 * <p>Immutable.
 *
 * @param pattern as the configuration has it: the header {@code PATTERN} of requests to handlers
 * @param literal what it begins with before its first parenthesis; of a reversed one, what it ends
 *     with after its last
 * @param isReversed whether paths have to end with that, instead of beginning with it
 * @param target where it leads
 */
public record Route<T>(String pattern, String literal, boolean isReversed, T target) {}
