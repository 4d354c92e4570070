package org.zmqwebbridge.gateway;

/** Whose ZeroMQ connections pages of type DEALER use. */
public enum Connections {
  /** All pages' of an endpoint: few, and each message is told apart by a route before it. */
  SHARED,
  /** Each page's own, so that a service sees it as a peer of its own. */
  OWN
}
