package org.zmqwebbridge.it.fault;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
  /** From who has connected to the proxy, to whom the proxy has connected. */
  TO_SERVER,
  /** Back. */
  TO_CLIENT
}
