package org.zmqwebbridge.auth;

import java.util.Optional;

/** The kinds of virtual socket that a page can open, with their numbers on the original wire. */
public enum SocketType {
  /** Receives what a PUB service publishes. */
  SUB(2),
  /** Asks a REP or ROUTER service. */
  REQ(3),
  /** Answers REQ or DEALER askers; the bridge binds. */
  REP(4);

  private final int wireNumber;

  SocketType(int wireNumber) {
    this.wireNumber = wireNumber;
  }

  /** The value of {@code socket_type} on the original wire. */
  public int wireNumber() {
    return wireNumber;
  }

  /** Whether the bridge binds the endpoint's address instead of connecting to it. */
  public boolean binds() {
    return this == REP;
  }

  /** The type with a number of the original wire, if there is one. */
  public static Optional<SocketType> ofWireNumber(long number) {
    for (SocketType type : values()) {
      if (type.wireNumber == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
