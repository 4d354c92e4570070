package org.zmqwebbridge.zmq.wire;

import java.util.Arrays;

/**
 * A type of sockets here, and which types may be connected to it (RFC 23, "Socket Semantics").
 *
 * <p>Immutable.
 */
public enum PeerType {
  /** Gives each message to one of its peers. */
  PUSH(8, new Peer("PULL", 7)),
  /** Hears what its peers publish. */
  SUB(2, new Peer("PUB", 1), new Peer("XPUB", 9)),
  /** Knows its peers by their names, and what it says is for one of them. */
  ROUTER(6, new Peer("DEALER", 5), new Peer("REQ", 3), new Peer("ROUTER", 6));

  /** One that may be a peer: as ZMTP 3 has it, and as ZMTP 2 has it (RFC 15). */
  private record Peer(String name, int code) {}

  private final int code;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final Peer[] peers;

  PeerType(int code, Peer... peers) {
    this.code = code;
    this.peers = peers;
  }

  /** As ZMTP 2 has it (RFC 15). */
  byte code() {
    return (byte) code;
  }

  /** Whether a peer may be of this type, as ZMTP 2 has it. */
  boolean takes(byte peerCode) {
    return Arrays.stream(peers).anyMatch(peer -> peer.code == peerCode);
  }

  /** Whether a peer may be of this type, as ZMTP 3 has it. */
  public boolean takes(String peerName) {
    return Arrays.stream(peers).anyMatch(peer -> peer.name.equals(peerName));
  }
}
