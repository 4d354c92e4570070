package org.zmqwebbridge.gateway;

import java.util.Set;

/** The ways in which clients come to an endpoint; each endpoint says which are open. */
public enum Door {
  /** Virtual sockets of pages, on both wires. */
  WEBSOCKET,
  /** ZeroMQ's own clients over WebSocket (RFC 45). */
  ZWS,
  /** Plain HTTP. */
  HTTP;

  /** Open where nothing is said. */
  public static final Set<Door> ALL = Set.of(values());
}
