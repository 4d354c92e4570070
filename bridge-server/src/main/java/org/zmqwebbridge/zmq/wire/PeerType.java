package org.zmqwebbridge.zmq.wire;

/**
 * A type of sockets here, and which types may be connected to it (RFC 23, "Socket Semantics").
 *
 * <p>Immutable.
 */
public enum PeerType {
  /** Gives each message to one of its peers. */
  PUSH(8),
  /** Hears what its peers publish. */
  SUB(2);

  private static final int CODE_OF_PUB = 1;
  private static final int CODE_OF_PULL = 7;
  private static final int CODE_OF_XPUB = 9;

  private final int code;

  PeerType(int code) {
    this.code = code;
  }

  /** As ZMTP 2 has it (RFC 15). */
  byte code() {
    return (byte) code;
  }

  /** Whether a peer may be of this type, as ZMTP 2 has it. */
  boolean takes(byte peerCode) {
    return this == PUSH
        ? peerCode == CODE_OF_PULL
        : peerCode == CODE_OF_PUB || peerCode == CODE_OF_XPUB;
  }

  /** Whether a peer may be of this type, as ZMTP 3 has it. */
  public boolean takes(String peerName) {
    return this == PUSH
        ? peerName.equals("PULL")
        : peerName.equals("PUB") || peerName.equals("XPUB");
  }
}
