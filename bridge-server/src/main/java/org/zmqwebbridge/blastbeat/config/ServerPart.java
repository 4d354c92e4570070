package org.zmqwebbridge.blastbeat.config;

import java.util.List;

/**
 * What a section {@code [blastbeat]} says.
 *
 * <p>Immutable.
 */
record ServerPart(List<BindSpec> binds, List<RouterSpec> routers, BlastbeatOptions options) {
  /** That of a file without one. */
  static final ServerPart NONE =
      new ServerPart(List.of(), List.of(), BlastbeatOptions.DEFAULTS);

  ServerPart {
    binds = List.copyOf(binds);
    routers = List.copyOf(routers);
  }
}
