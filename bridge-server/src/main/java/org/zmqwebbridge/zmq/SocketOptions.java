package org.zmqwebbridge.zmq;

/**
 * How one ZeroMQ socket is set up.
 *
 * @param type ZeroMQ's type
 * @param direction whether it connects or is bound
 * @param highWaterMark messages that ZeroMQ queues per peer and direction
 * @param maxFrameBytes a longer frame drops the peer that sends it
 * @param handshakeMillis a ZeroMQ handshake that takes longer is dropped and tried again
 * @param maxPeers how many may be connected to a bound one
 * @param security the mechanism, and who may be the peer
 */
public record SocketOptions(
    ZmqType type,
    Direction direction,
    int highWaterMark,
    long maxFrameBytes,
    int handshakeMillis,
    int maxPeers,
    Security security) {

  /** What waits for a peer that takes nothing, in bytes; but at least so many messages. */
  private static final int UNSENT_BYTES = 8 << 20;

  private static final int UNSENT_MESSAGES = 4;

  /** Checks that type and direction go together. */
  public SocketOptions {
    if (type == ZmqType.ROUTER && direction == Direction.CONNECT) {
      throw new IllegalArgumentException(
          "a ROUTER that connects does not know its peer before that speaks; use a DEALER");
    }
    maxFrameBytes = security.maxFrameBytes(maxFrameBytes);
    maxPeers = type.maxPeers(maxPeers);
  }

  /** A socket in clear that connects to one peer. */
  public static SocketOptions connecting(
      ZmqType type, int highWaterMark, long maxFrameBytes, int handshakeMillis) {
    return new SocketOptions(
        type, Direction.CONNECT, highWaterMark, maxFrameBytes, handshakeMillis, 1, Security.none());
  }

  /** A socket in clear that is bound. */
  public static SocketOptions bound(
      ZmqType type, int highWaterMark, long maxFrameBytes, int handshakeMillis, int maxPeers) {
    return new SocketOptions(
        type,
        Direction.BIND,
        highWaterMark,
        maxFrameBytes,
        handshakeMillis,
        maxPeers,
        Security.none());
  }

  /** The same, protected. */
  public SocketOptions with(Security protection) {
    return new SocketOptions(
        type, direction, highWaterMark, maxFrameBytes, handshakeMillis, maxPeers, protection);
  }

  /**
   * How many messages may wait at JeroMQ for each peer. What a DEALER asks of a service, and what a
   * ROUTER answers, is counted by others; a publisher drops what is more.
   */
  int unsentMessages() {
    boolean isCounted =
        type == ZmqType.ROUTER || (type == ZmqType.DEALER && direction == Direction.CONNECT);
    if (type == ZmqType.SUB) {
      return 0; // its outgoing messages are its subscriptions; above the mark they vanish silently
    }
    if (isCounted || type.publishes()) {
      return highWaterMark;
    }
    return (int) Math.min(highWaterMark, Math.max(UNSENT_MESSAGES, UNSENT_BYTES / maxFrameBytes));
  }

  /** Whether nothing but who may connect, and how many, is another than before. */
  boolean differInPeersOnly(SocketOptions before) {
    return type == before.type
        && direction == before.direction
        && highWaterMark == before.highWaterMark
        && maxFrameBytes == before.maxFrameBytes
        && handshakeMillis == before.handshakeMillis
        && security.differsInPeersOnly(before.security);
  }
}
