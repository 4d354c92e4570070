package org.zmqwebbridge.sockjs;

/**
 * What SockJS clients may take.
 *
 * @param heartbeatMillis after which a silent client is sent a sign of life
 * @param leaveMillis after which a session without a client that listens has ended
 * @param maxStreamBytes after which a stream ends, so that its client's memory does not fill; it
 *     comes back at once
 * @param maxMessageBytes of one request that sends
 * @param maxPendingBytes that wait for a client between two polls
 * @param maxSessions that may be open
 */
public record SockjsLimits(
    long heartbeatMillis,
    long leaveMillis,
    int maxStreamBytes,
    int maxMessageBytes,
    int maxPendingBytes,
    int maxSessions) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final SockjsLimits DEFAULTS =
      new SockjsLimits(25_000, 5_000, 131_072, 65_536, 262_144, 10_000);
}
