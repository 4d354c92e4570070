package org.zmqwebbridge.it;

import org.zmqwebbridge.edge.jetty.EdgeLimits;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;

/** The default limits, with those replaced that a test is about. */
final class Limits {
  private Limits() {}

  static EdgeLimits edge(Object... namesAndValues) {
    return Records.with(EdgeLimits.DEFAULTS, namesAndValues);
  }

  static VirtualSocketLimits sockets(Object... namesAndValues) {
    return Records.with(VirtualSocketLimits.DEFAULTS, namesAndValues);
  }
}
