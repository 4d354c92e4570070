package org.zmqwebbridge.blastbeat.config;

/**
 * What one session may take.
 *
 * <p>Immutable.
 *
 * @param maxHeadBytes of a request's line and headers
 * @param maxBodyBytes of a request; it passes through and is not kept
 * @param maxReplayBytes of a request's body that are kept so that another node can be asked; longer
 *     ones are passed on to no other
 * @param maxPipelined requests of one connection that are not answered yet
 * @param maxSocketMessageBytes of one message on a WebSocket
 * @param maxGroups that it is a member of
 */
public record SessionLimits(
    int maxHeadBytes,
    long maxBodyBytes,
    int maxReplayBytes,
    int maxPipelined,
    int maxSocketMessageBytes,
    int maxGroups) {
  /** What holds unless told otherwise. */
  public static final SessionLimits DEFAULTS =
      new SessionLimits(65_536, 1L << 30, 262_144, 16, 262_144, 64);

  private static final int MAX_BYTES = 64 << 20;

  /**
   * @throws IllegalArgumentException if one is wrong; says which
   */
  public SessionLimits {
    Checks.between(maxHeadBytes, 64, 1 << 20, "maxHeadBytes");
    Checks.between(maxBodyBytes, 0, VhostOptions.MAX_BYTES, "maxBodyBytes");
    Checks.between(maxReplayBytes, 0, MAX_BYTES, "maxReplayBytes");
    Checks.between(maxPipelined, 1, 10_000, "maxPipelined");
    Checks.between(maxSocketMessageBytes, 125, MAX_BYTES, "maxSocketMessageBytes");
    Checks.between(maxGroups, 0, 100_000, "maxGroups");
  }
}
