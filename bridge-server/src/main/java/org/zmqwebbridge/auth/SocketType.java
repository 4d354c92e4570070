package org.zmqwebbridge.auth;

import java.util.Optional;

/** The kinds of virtual socket that a page can open, with their numbers on the original wire. */
public enum SocketType {
  /** Receives what a PUB service publishes. */
  SUB(2),
  /** Asks a REP or ROUTER service. */
  REQ(3),
  /** Answers REQ or DEALER askers; the bridge binds. */
  REP(4),
  /**
   * Sends to ROUTER, REP or DEALER services, and hears what they say to it; not there originally.
   */
  DEALER,
  /** Publishes to SUB services; not there originally. */
  PUB,
  /** Sends each message to one of its PULL services; not there originally. */
  PUSH,
  /** Receives its share of what PUSH services send; not there originally. */
  PULL,
  /** Is the only partner of one PAIR service; not there originally. */
  PAIR;

  /** Stands for no number: the original wire does not know the type. */
  public static final int NO_NUMBER = -1;

  private final int wireNumber;

  SocketType() {
    this(NO_NUMBER);
  }

  SocketType(int wireNumber) {
    this.wireNumber = wireNumber;
  }

  /** The value of {@code socket_type} on the original wire, or {@link #NO_NUMBER}. */
  public int wireNumber() {
    return wireNumber;
  }

  /**
   * Whether the bridge binds the endpoint's address instead of connecting to it, unless the
   * endpoint says otherwise.
   */
  public boolean bindsByDefault() {
    return this == REP;
  }

  /** Whether its messages are neither requests nor publications: pages on the second wire only. */
  public boolean isOfMessages() {
    return sendsMessages() || receivesMessages();
  }

  /** Whether a page sends messages that nobody owes an answer. */
  public boolean sendsMessages() {
    return this == DEALER || this == PUB || this == PUSH || this == PAIR;
  }

  /** Whether a page receives messages that are meant for it alone, and owes nobody an answer. */
  public boolean receivesMessages() {
    return this == DEALER || this == PULL || this == PAIR;
  }

  /** The type with a number of the original wire, if there is one. */
  public static Optional<SocketType> ofWireNumber(long number) {
    for (SocketType type : values()) {
      if (type.wireNumber == number && number != NO_NUMBER) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
