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
 * @param maxPacedBytes the largest message that is sent where nobody else counts what is on its
 *     way, and where what has come may wait until somebody takes it; 0: neither is so
 * @param maxUnreadBytes what a peer of a bound one may have waiting for the loop; but at least two
 *     messages, or four under CURVE, where it is so of one that connects, too
 * @param handsOver ROUTER only: a peer that comes with the name of another takes its place; else it
 *     is not heard
 */
public record SocketOptions(
    ZmqType type,
    Direction direction,
    int highWaterMark,
    long maxFrameBytes,
    int handshakeMillis,
    int maxPeers,
    Security security,
    int maxPacedBytes,
    int maxUnreadBytes,
    boolean handsOver) {

  private static final int UNREAD_BYTES = 2 << 20;
  private static final int UNREAD_MESSAGES = 2;

  /** Under CURVE, who has more waiting is cut off; in the largest frames. */
  private static final int UNTAKEN_FRAMES = 4;

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

  /** One whose peers may have 2 MiB waiting. */
  public SocketOptions(
      ZmqType type,
      Direction direction,
      int highWaterMark,
      long maxFrameBytes,
      int handshakeMillis,
      int maxPeers,
      Security security,
      int maxPacedBytes) {
    this(
        type,
        direction,
        highWaterMark,
        maxFrameBytes,
        handshakeMillis,
        maxPeers,
        security,
        maxPacedBytes,
        UNREAD_BYTES,
        false);
  }

  /** A socket in clear that connects to one peer. */
  public static SocketOptions connecting(
      ZmqType type, int highWaterMark, long maxFrameBytes, int handshakeMillis) {
    return new SocketOptions(
        type,
        Direction.CONNECT,
        highWaterMark,
        maxFrameBytes,
        handshakeMillis,
        1,
        Security.none(),
        0);
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
        Security.none(),
        0);
  }

  /** The same, protected. */
  public SocketOptions with(Security protection) {
    return new SocketOptions(
        type,
        direction,
        highWaterMark,
        maxFrameBytes,
        handshakeMillis,
        maxPeers,
        protection,
        maxPacedBytes,
        maxUnreadBytes,
        handsOver);
  }

  /**
   * The same, where nobody else counts what is on its way, so that little of it waits at JeroMQ;
   * and where what has come may wait for long: a peer that is not read from is not taken for dead.
   *
   * @param maxSentBytes the largest message that is sent
   */
  public SocketOptions paced(int maxSentBytes) {
    return new SocketOptions(
        type,
        direction,
        highWaterMark,
        maxFrameBytes,
        handshakeMillis,
        maxPeers,
        security,
        maxSentBytes,
        maxUnreadBytes,
        handsOver);
  }

  /**
   * The same, where a peer may have so much waiting for the loop: a message that finds no room
   * costs JeroMQ's threads a word to each other.
   */
  public SocketOptions unread(int bytes) {
    return new SocketOptions(
        type,
        direction,
        highWaterMark,
        maxFrameBytes,
        handshakeMillis,
        maxPeers,
        security,
        maxPacedBytes,
        bytes,
        handsOver);
  }

  /** The same, where a peer takes the place of another of its name. */
  public SocketOptions handingOver() {
    return new SocketOptions(
        type,
        direction,
        highWaterMark,
        maxFrameBytes,
        handshakeMillis,
        maxPeers,
        security,
        maxPacedBytes,
        maxUnreadBytes,
        true);
  }

  /** How many messages of a peer may wait for the loop. */
  int unreadMessages() {
    long most = Math.min(highWaterMark, maxUnreadBytes / maxFrameBytes);
    return (int) Math.max(UNREAD_MESSAGES, most);
  }

  /**
   * How many messages of a peer JeroMQ lets wait before it reads no more; 0: any number, because
   * under CURVE it would garble the next one.
   */
  int receiveMark() {
    if (boundsUntaken()) {
      return 0;
    }
    return direction == Direction.BIND ? unreadMessages() : highWaterMark;
  }

  /** Whether who has too much waiting has to be cut off. What never is read may be garbled. */
  boolean boundsUntaken() {
    return security.isEncrypted() && type.mustBeRead();
  }

  /** What a peer may have waiting for the loop, in bytes, where nothing holds it back. */
  long untakenBytes() {
    return Math.max(maxUnreadBytes, UNTAKEN_FRAMES * maxFrameBytes);
  }

  /** Whether what has come may wait for long. */
  boolean isPaced() {
    return maxPacedBytes > 0;
  }

  /**
   * How many messages may wait at JeroMQ for each peer. What a DEALER asks of a service, and what a
   * ROUTER answers, is counted by others; a publisher drops what is more.
   */
  int unsentMessages() {
    boolean isCounted =
        !isPaced()
            && (type == ZmqType.ROUTER
                || (type == ZmqType.DEALER && direction == Direction.CONNECT));
    if (type == ZmqType.SUB) {
      return 0; // its outgoing messages are its subscriptions; above the mark they vanish silently
    }
    if (isCounted || type.publishes()) {
      return highWaterMark;
    }
    long largest = isPaced() ? maxPacedBytes : maxFrameBytes;
    return (int) Math.min(highWaterMark, Math.max(UNSENT_MESSAGES, UNSENT_BYTES / largest));
  }

  /** Whether nothing but who may connect, and how many, is another than before. */
  boolean differInPeersOnly(SocketOptions before) {
    return type == before.type
        && direction == before.direction
        && highWaterMark == before.highWaterMark
        && maxFrameBytes == before.maxFrameBytes
        && handshakeMillis == before.handshakeMillis
        && maxPacedBytes == before.maxPacedBytes
        && maxUnreadBytes == before.maxUnreadBytes
        && handsOver == before.handsOver
        && security.differsInPeersOnly(before.security);
  }
}
