package org.zmqwebbridge.zmq;

/**
 * How one ZeroMQ socket is set up.
 *
 * @param kind what it is for
 * @param highWaterMark messages that ZeroMQ queues per peer and direction
 * @param maxFrameBytes a longer frame drops the peer that sends it
 * @param handshakeMillis a ZeroMQ handshake that takes longer is dropped and tried again
 * @param maxPeers how many may be connected to a bound one
 * @param security the mechanism, and who may be the peer
 */
public record SocketOptions(
    Kind kind,
    int highWaterMark,
    long maxFrameBytes,
    int handshakeMillis,
    int maxPeers,
    Security security) {

  public SocketOptions {
    maxFrameBytes = security.maxFrameBytes(maxFrameBytes);
  }

  /** A socket with one peer. */
  public SocketOptions(
      Kind kind, int highWaterMark, long maxFrameBytes, int handshakeMillis, Security security) {
    this(kind, highWaterMark, maxFrameBytes, handshakeMillis, 1, security);
  }

  /** A socket in clear, with one peer. */
  public SocketOptions(Kind kind, int highWaterMark, long maxFrameBytes, int handshakeMillis) {
    this(kind, highWaterMark, maxFrameBytes, handshakeMillis, 1, Security.none());
  }

  /** Whether nothing but who may connect, and how many, is another than before. */
  boolean differInPeersOnly(SocketOptions before) {
    return kind == before.kind
        && highWaterMark == before.highWaterMark
        && maxFrameBytes == before.maxFrameBytes
        && handshakeMillis == before.handshakeMillis
        && security.differsInPeersOnly(before.security);
  }

  /** The roles that the bridge's sockets play. */
  public enum Kind {
    /** Asks back ends. */
    DEALER,
    /** Hears back ends' publications. */
    SUB,
    /** Is asked by anyone who reaches a bound address. */
    ROUTER
  }
}
