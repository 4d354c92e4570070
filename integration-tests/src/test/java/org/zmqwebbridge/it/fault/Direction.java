package org.zmqwebbridge.it.fault;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
  /** From the peer that has connected to the proxy, to the one that the proxy has connected to. */
  TO_SERVER,
  /** Back. */
  TO_CLIENT
}
