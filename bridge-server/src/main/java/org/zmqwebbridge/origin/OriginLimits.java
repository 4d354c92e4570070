package org.zmqwebbridge.origin;

/**
 * What back ends may take.
 *
 * @param connectMillis how long a connection to one may take
 * @param idleMillis how long one may say nothing while an answer is awaited or under way, and a
 *     request may wait for a connection
 * @param maxConnections to one address
 * @param maxWaiting requests to one address that wait for a connection
 * @param maxHeaderBytes of its answer's head
 */
public record OriginLimits(
    long connectMillis, long idleMillis, int maxConnections, int maxWaiting, int maxHeaderBytes) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final OriginLimits DEFAULTS = new OriginLimits(5_000, 60_000, 4_096, 4_096, 32_768);
}
