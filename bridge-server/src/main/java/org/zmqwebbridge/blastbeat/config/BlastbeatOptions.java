package org.zmqwebbridge.blastbeat.config;

/**
 * BlastBeat's own settings of a whole server.
 *
 * <p>Immutable.
 *
 * @param pingMillis of silence after which a node is asked whether it is there; after three times
 *     as many it counts as gone
 * @param statsSeconds between two lines of figures in the log; 0: none
 * @param maxHops how often one request may be passed on to another node
 * @param sessions at once
 * @param timeoutSeconds without a byte either way, after which a session ends
 * @param maxWriteQueueBytes that wait for one client
 * @param memoryBytes that wait or are kept in all
 * @param maxHeaders of one request
 * @param uid whom the process should be, for a warning if it is not; empty: no matter who it is
 * @param gid the same of its group
 */
public record BlastbeatOptions(
    long pingMillis,
    int statsSeconds,
    int maxHops,
    int sessions,
    int timeoutSeconds,
    int maxWriteQueueBytes,
    long memoryBytes,
    int maxHeaders,
    String uid,
    String gid) {
  /** What holds unless told otherwise: as in BlastBeat. */
  public static final BlastbeatOptions DEFAULTS =
      new BlastbeatOptions(3_000, 60, 10, 10_000, 1_800, 8_388_608, 2L << 30, 64, "", "");

  static final int MAX_PING_MILLIS = 3_600_000;
  static final int MAX_STATS_SECONDS = 86_400;
  static final int MAX_HOPS = 1_000;
  static final int MIN_WRITE_QUEUE = 4_096;
  static final int MIN_MEMORY = 1 << 20;
  static final int MAX_HEADERS = 10_000;
  private static final int MIN_PING_MILLIS = 100;

  /**
   * @throws IllegalArgumentException if one is wrong; says which
   */
  public BlastbeatOptions {
    Checks.between(pingMillis, MIN_PING_MILLIS, MAX_PING_MILLIS, "ping-freq, in milliseconds,");
    Checks.between(statsSeconds, 0, MAX_STATS_SECONDS, "stats-freq");
    Checks.between(maxHops, 0, MAX_HOPS, "max-hops");
    Checks.between(sessions, 1, VhostOptions.MAX_SESSIONS, "sessions");
    Checks.between(timeoutSeconds, 1, VhostOptions.MAX_SECONDS, "timeout");
    Checks.between(maxWriteQueueBytes, MIN_WRITE_QUEUE, 1 << 30, "writequeue-buffer");
    Checks.between(memoryBytes, MIN_MEMORY, VhostOptions.MAX_BYTES, "memory, in bytes,");
    Checks.between(maxHeaders, 1, MAX_HEADERS, "max-headers");
  }
}
