package org.zmqwebbridge.blastbeat.config;

/**
 * What clients and nodes may take beyond what BlastBeat itself limits; each has a counter.
 *
 * <p>Immutable.
 *
 * @param nodes what nodes may take
 * @param session what one session may take
 * @param maxGroups of one virtual host
 * @param maxGroupMembers sessions in one group
 * @param maxReplayBytesInAll of bodies that are kept so that another node can be asked
 * @param maxCachedEntries of one virtual host
 * @param maxConnectionsPerAddress of one client's address, where a server is alone; 0: any number
 * @param socketIo what clients of socket.io may take
 */
public record BlastbeatLimits(
    NodeLimits nodes,
    SessionLimits session,
    int maxGroups,
    int maxGroupMembers,
    long maxReplayBytesInAll,
    int maxCachedEntries,
    int maxConnectionsPerAddress,
    SocketIoLimits socketIo) {
  /** What holds unless told otherwise. */
  public static final BlastbeatLimits DEFAULTS =
      new BlastbeatLimits(
          NodeLimits.DEFAULTS, SessionLimits.DEFAULTS, 10_000, 10_000, 64L << 20, 10_000, 256);

  /** With what holds for clients of socket.io unless told otherwise. */
  public BlastbeatLimits(
      NodeLimits nodes,
      SessionLimits session,
      int maxGroups,
      int maxGroupMembers,
      long maxReplayBytesInAll,
      int maxCachedEntries,
      int maxConnectionsPerAddress) {
    this(
        nodes,
        session,
        maxGroups,
        maxGroupMembers,
        maxReplayBytesInAll,
        maxCachedEntries,
        maxConnectionsPerAddress,
        SocketIoLimits.DEFAULTS);
  }

  /**
   * @throws IllegalArgumentException if one is wrong; says which
   */
  public BlastbeatLimits {
    Checks.between(maxGroups, 0, 10_000_000, "maxGroups");
    Checks.between(maxGroupMembers, 1, VhostOptions.MAX_SESSIONS, "maxGroupMembers");
    Checks.between(maxReplayBytesInAll, 0, VhostOptions.MAX_BYTES, "maxReplayBytesInAll");
    Checks.between(maxCachedEntries, 0, 10_000_000, "maxCachedEntries");
    Checks.between(maxConnectionsPerAddress, 0, 10_000_000, "maxConnectionsPerAddress");
  }

  /** The same with so many connections of one address. */
  public BlastbeatLimits withMaxConnectionsPerAddress(int most) {
    return new BlastbeatLimits(
        nodes, session, maxGroups, maxGroupMembers, maxReplayBytesInAll, maxCachedEntries, most);
  }

  /** The same for nodes otherwise. */
  public BlastbeatLimits with(NodeLimits changed) {
    return new BlastbeatLimits(
        changed,
        session,
        maxGroups,
        maxGroupMembers,
        maxReplayBytesInAll,
        maxCachedEntries,
        maxConnectionsPerAddress,
        socketIo);
  }

  /** The same for sessions otherwise. */
  public BlastbeatLimits with(SessionLimits changed) {
    return new BlastbeatLimits(
        nodes,
        changed,
        maxGroups,
        maxGroupMembers,
        maxReplayBytesInAll,
        maxCachedEntries,
        maxConnectionsPerAddress,
        socketIo);
  }

  /** The same for clients of socket.io otherwise. */
  public BlastbeatLimits with(SocketIoLimits changed) {
    return new BlastbeatLimits(
        nodes,
        session,
        maxGroups,
        maxGroupMembers,
        maxReplayBytesInAll,
        maxCachedEntries,
        maxConnectionsPerAddress,
        changed);
  }
}
