package org.zmqwebbridge.blastbeat.config;

import java.util.List;

/**
 * What a section {@code [blastbeat]} says.
 *
 * <p>Immutable.
 *
 * @param connectionsPerAddress of one client's address; 0: any number
 */
record ServerPart(
    List<BindSpec> binds,
    List<RouterSpec> routers,
    BlastbeatOptions options,
    int connectionsPerAddress) {
  /** That of a file without one. */
  static final ServerPart NONE =
      new ServerPart(
          List.of(),
          List.of(),
          BlastbeatOptions.DEFAULTS,
          BlastbeatLimits.DEFAULTS.maxConnectionsPerAddress());

  ServerPart {
    binds = List.copyOf(binds);
    routers = List.copyOf(routers);
  }
}
