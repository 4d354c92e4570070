package org.zmqwebbridge.zmq;

import org.zeromq.SocketType;

/** ZeroMQ's own types of sockets, as far as many pages may share one. */
public enum ZmqType {
  /** Sends to its peers in turns, and receives from all in turns. */
  DEALER(SocketType.DEALER, true, true),
  /** Sends to the peer that a routing id names, and hears from which one a message is. */
  ROUTER(SocketType.ROUTER, true, true),
  /** Receives publications that begin with what it is subscribed to. */
  SUB(SocketType.SUB, false, true),
  /**
   * Publishes. It is an XPUB underneath, whose subscriptions nobody hears: what else a peer says to
   * a PUB of JeroMQ is kept there for good.
   */
  PUB(SocketType.XPUB, true, false),
  /** Publishes, and hears what its peers subscribe to. */
  XPUB(SocketType.XPUB, true, true),
  /** Sends to its peers in turns, and hears nothing. */
  PUSH(SocketType.PUSH, true, false),
  /** Receives from all its peers in turns, and says nothing. */
  PULL(SocketType.PULL, false, true),
  /** Exchanges messages with its only peer. */
  PAIR(SocketType.PAIR, true, true);

  private final SocketType underneath;
  private final boolean sends;
  private final boolean receives;

  ZmqType(SocketType underneath, boolean sends, boolean receives) {
    this.underneath = underneath;
    this.sends = sends;
    this.receives = receives;
  }

  SocketType underneath() {
    return underneath;
  }

  /** Whether it can send. */
  public boolean sends() {
    return sends;
  }

  /** Whether its listener hears anything of what peers send. */
  public boolean receives() {
    return receives;
  }

  /** Whether JeroMQ has something to be received from it. */
  boolean mustBeRead() {
    return this != PUSH;
  }

  /** Whether it sends each message to everybody who subscribes to it, and never waits. */
  public boolean publishes() {
    return this == PUB || this == XPUB;
  }

  /**
   * Whether its peers come to talk to it first, so that one that is silent has no business here.
   */
  boolean isSpokenToFirst() {
    return this == ROUTER;
  }

  /** How many peers it can have, where an endpoint allows so many. */
  int maxPeers(int allowed) {
    return this == PAIR ? Math.min(1, allowed) : allowed;
  }
}
