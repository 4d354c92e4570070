package org.zmqwebbridge.blastbeat.config;

/**
 * What nodes may take.
 *
 * <p>Immutable.
 *
 * @param maxWaiting messages that one node does not take
 * @param maxWaitingBytes the same in bytes
 * @param maxMessageBytes of one message; a longer one drops the connection of the node that sends
 *     it
 * @param maxPeers connections to each router
 * @param lingerMillis how long what nodes have not taken is still sent at the end
 */
public record NodeLimits(
    int maxWaiting, long maxWaitingBytes, long maxMessageBytes, int maxPeers, int lingerMillis) {
  /** What holds unless told otherwise. */
  public static final NodeLimits DEFAULTS =
      new NodeLimits(10_000, 64L << 20, 16L << 20, 1_000, 200);

  /**
   * @throws IllegalArgumentException if one is wrong; says which
   */
  public NodeLimits {
    Checks.between(maxWaiting, 1, 10_000_000, "maxWaiting");
    Checks.between(maxWaitingBytes, 1 << 16, VhostOptions.MAX_BYTES, "maxWaitingBytes");
    Checks.between(maxMessageBytes, 1 << 12, 1 << 30, "maxMessageBytes");
    Checks.between(maxPeers, 1, 1_000_000, "maxPeers");
    Checks.between(lingerMillis, 0, 60_000, "lingerMillis");
  }
}
