package org.zmqwebbridge.blastbeat.config;

/**
 * What clients of socket.io 0.9 may take, and when they are there.
 *
 * <p>Immutable.
 *
 * @param connectMillis after which a session has ended that nobody has come to since its handshake;
 *     its client is told so many seconds as the time between heartbeats
 * @param closeMillis after which a session has ended whose client does not poll, or does not answer
 *     heartbeats
 * @param heartbeatMillis between two heartbeats on a WebSocket
 * @param pollMillis after which a poll is answered with nothing
 * @param maxWaitingBytes that wait for one client between two polls
 * @param maxWaitingBytesInAll that wait for all of them
 */
public record SocketIoLimits(
    long connectMillis,
    long closeMillis,
    long heartbeatMillis,
    long pollMillis,
    int maxWaitingBytes,
    long maxWaitingBytesInAll) {
  /** What holds unless told otherwise: times as in BlastBeat. */
  public static final SocketIoLimits DEFAULTS =
      new SocketIoLimits(30_000, 60_000, 20_000, 30_000, 262_144, 64L << 20);

  private static final int MAX_MILLIS = 3_600_000;

  /**
   * @throws IllegalArgumentException if one is wrong; says which
   */
  public SocketIoLimits {
    Checks.between(connectMillis, 100, MAX_MILLIS, "connectMillis");
    Checks.between(closeMillis, 100, MAX_MILLIS, "closeMillis");
    Checks.between(heartbeatMillis, 100, MAX_MILLIS, "heartbeatMillis");
    Checks.between(pollMillis, 100, MAX_MILLIS, "pollMillis");
    Checks.between(maxWaitingBytes, 256, 64 << 20, "maxWaitingBytes");
    Checks.between(maxWaitingBytesInAll, 256, VhostOptions.MAX_BYTES, "maxWaitingBytesInAll");
  }
}
