package org.zmqwebbridge.zmq;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * A socket that anybody may connect to who reaches its address, or whom its list names.
 *
 * <p>Owner thread: the loop's.
 */
sealed class BoundSocket extends ZmqSocket permits RouterSocket {
  /** Peers that need never speak are known by their answers. */
  private static final int HEARTBEAT_MILLIS = 1_000;

  private final Peers peers;
  private SocketOptions options;
  private int seenChanges;
  private boolean isOfThisProcess;

  BoundSocket(
      ZmqLoop loop,
      ZmqContext context,
      SocketOptions options,
      SocketListener listener,
      SocketKeeper keeper,
      Counters counters) {
    super(loop, context, options, listener, keeper, counters);
    this.options = options;
    Peers.Silence silence = silence(options);
    this.peers = new Peers(options.maxPeers(), silence, loop::nanoTime, counters);
    if (listener.maxCutBytes() > 0) {
      socket().setMaxMsgSize(Integer.MAX_VALUE); // otherwise JeroMQ ends the connection unseen
    }
    socket().setMsgAllocator(frames()); // the first connection's
    if (silence == Peers.Silence.SEEMING) {
      socket().setHeartbeatIvl(HEARTBEAT_MILLIS);
    }
  }

  private static Peers.Silence silence(SocketOptions options) {
    if (options.type().isSpokenToFirst()) {
      return Peers.Silence.UNUSUAL;
    }
    boolean hidden = options.security().isEncrypted();
    return hidden ? Peers.Silence.USUAL : Peers.Silence.SEEMING;
  }

  @Override
  void onEvent(ZEvent event) {
    switch (event.getEvent()) {
      case ACCEPTED -> {
        SocketChannel channel = event.getValue();
        context().accepted(channel);
        peers.onAccepted(channel);
      }
      case HANDSHAKE_PROTOCOL -> counters().increment(Counter.PEERS_CONNECTED);
      case DISCONNECTED -> {
        counters().increment(Counter.PEERS_LOST);
        SocketChannel channel = event.getValue();
        if (!options.security().isNone() && !peers.hasSpoken(channel)) {
          counters().increment(Counter.PEERS_UNHEARD);
        }
        peers.onDisconnected(channel);
        loop().signal();
      }
      default -> {}
    }
  }

  @Override
  MsgAllocator frames() {
    SocketOptions now = options;
    boolean publishes = now.type().publishes();
    MsgAllocator frames =
        now.boundsUntaken()
            ? encryptedFrames()
            : new PeerFrames(
                now.maxFrameBytes(), listener().maxCutBytes(), peers, publishes, counters());
    return new HandshakeFrames(frames, now.security(), this::onProved);
  }

  private void onProved() {
    peers.onProved();
    loop().signal();
  }

  /**
   * Binds, at one address more.
   *
   * @param guardedAs the first of its addresses: one list of peers that may come in counts for all
   * @throws IllegalStateException if the address cannot be bound; the message says why
   */
  void bind(ZmqEndpoint endpoint, ZmqEndpoint guardedAs) {
    loop().assertOwner();
    isOfThisProcess = endpoint.isInproc();
    if (!options.security().isNone()) { // each time: the doorkeeper may have left with its context
      options.security().secure(socket());
      peers.judge(list(options.security()));
      socket().setZapDomain(loop().doorkeeper().guard(guardedAs, options.security()));
    }
    if (endpoint.isUnixSocket()) {
      SocketFile.removeAbandoned(Path.of(endpoint.host()));
    }
    try {
      socket().bind(endpoint.address());
    } catch (ZMQException refused) {
      throw new IllegalStateException(
          "cannot bind " + endpoint + ": " + why(refused.getErrorCode(), endpoint), refused);
    }
  }

  private static String why(int code, ZmqEndpoint endpoint) {
    if (endpoint.isUnixSocket()) {
      return "is it in use, and may the bridge write the folder? (error " + code + ")";
    }
    if (code == ZMQ.Error.EADDRINUSE.getCode()) {
      return "the address is in use; is another server running there? Choose another port";
    }
    return code == ZMQ.Error.EADDRNOTAVAIL.getCode()
        ? "this machine has no such address; * is every one that it has"
        : "error " + code + "; is the port taken?";
  }

  /**
   * From now on, others may be its peers, or more; who may not any more is cut off.
   *
   * @param guardedAs the first of its addresses
   */
  void admit(ZmqEndpoint guardedAs, SocketOptions changed) {
    loop().assertOwner();
    boolean sameList = changed.security().equals(options.security());
    options = changed;
    peers.limit(changed.maxPeers());
    limitUntaken(changed.maxPeers());
    if (!sameList) {
      String unused = loop().doorkeeper().guard(guardedAs, changed.security());
      peers.admit(list(changed.security()));
    }
  }

  private Predicate<String> list(Security security) {
    ZapHandler doorkeeper = loop().doorkeeper();
    return userId -> security.knows(doorkeeper.nameIn(userId));
  }

  @Override
  final void onMessage(List<byte[]> message, Metadata peer) {
    if (mayBeHeard(message, peer)) {
      super.onMessage(message, peer);
    }
  }

  @Override
  void onCut(List<byte[]> message, Metadata peer) {
    if (peer == null) { // it speaks ZMTP 2, and is not cut off yet
      peers.cutOff(null);
    }
    if (mayBeHeard(message, peer)) {
      listener().onTooLarge(message);
    }
  }

  /** Whether a message may be heard, for all that is known of its peer. */
  boolean mayBeHeard(List<byte[]> message, Metadata speaker) {
    Peer peer = peers.of(speaker);
    return peer == null || peers.mayBeHeard(peer, speaker);
  }

  @Override
  boolean send(byte[]... message) {
    loop().assertOwner();
    return sendAll(message);
  }

  /**
   * ROUTER only: sends to the peer that the first frame names, without waiting.
   *
   * @throws IllegalStateException if it is none
   */
  Sending sendTo(byte[]... message) {
    throw new IllegalStateException("only a ROUTER knows whom it sends to");
  }

  /** Only where JeroMQ would assert that it cannot be: its peer left between two frames. */
  @Override
  void onRefused(int frame) {
    if (frame > 0) {
      counters().increment(Counter.ZMQ_MESSAGES_TORN);
    }
  }

  @Override
  void onTurn() {
    int changes = peers.presence().changes();
    if (changes != seenChanges) {
      seenChanges = changes;
      listener().onPeers(peers.presence().all());
    }
  }

  /** How many have shaken hands and are there. */
  int present() {
    return peers.presence().all();
  }

  /** How many are connected that have not shaken hands. */
  int pending() {
    return peers.pending();
  }

  Peers peers() {
    return peers;
  }

  /** Whether only this process can reach it. */
  boolean isOfThisProcess() {
    return isOfThisProcess;
  }

  /** Connections end after their last message; and the first frame is JeroMQ's, not the peer's. */
  @Override
  boolean isOfAnother(Metadata peer, Msg frame) {
    return false;
  }

  @Override
  void onTorn() {
    // its other peers' messages are whole
  }
}
