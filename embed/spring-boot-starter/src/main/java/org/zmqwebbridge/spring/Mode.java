package org.zmqwebbridge.spring;

/** Where pages come in, as {@code zmqwebbridge.mode} says it. */
enum Mode {
  /** At a port of the bridge's own. */
  LISTENER,
  /** At the port of the application's servlet container, over WebSockets. */
  SERVER
}
