package org.zmqwebbridge.zmq;

/**
 * How one ZeroMQ socket is set up.
 *
 * @param kind what it is for
 * @param highWaterMark messages that ZeroMQ queues per peer and direction
 * @param maxFrameBytes a longer frame drops the peer that sends it
 * @param handshakeMillis a ZeroMQ handshake that takes longer is dropped and tried again
 * @param maxPeers how many may be connected to a bound one
 */
public record SocketOptions(
    Kind kind, int highWaterMark, long maxFrameBytes, int handshakeMillis, int maxPeers) {

  /** A socket that connects. */
  public SocketOptions(Kind kind, int highWaterMark, long maxFrameBytes, int handshakeMillis) {
    this(kind, highWaterMark, maxFrameBytes, handshakeMillis, 1);
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
