package org.zmqwebbridge.zmq;

import org.zeromq.ZEvent;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * A socket that connects to one service.
 *
 * <p>Owner thread: the loop's.
 */
final class ConnectingSocket extends ZmqSocket {
  private static final int RECONNECT_MILLIS = 100;
  private static final int RECONNECT_MAX_MILLIS = 500;

  private final Security security;
  private final boolean boundsUntaken;
  private final Link link;
  private boolean shakesHands = true;
  private boolean torn;
  private int seenLosses;

  ConnectingSocket(
      ZmqLoop loop,
      ZmqContext context,
      SocketOptions options,
      SocketListener listener,
      SocketKeeper keeper,
      Counters counters) {
    super(loop, context, options, listener, keeper, counters);
    this.security = options.security();
    this.boundsUntaken = options.boundsUntaken();
    boolean demandsProof = !security.isNone();
    this.link = new Link(loop::nanoTime, options.handshakeMillis(), demandsProof, counters);
    security.secure(socket());
    socket().setMsgAllocator(frames());
    // Where there is no peer, messages wait in the gateway, not in a pipe. But when its connection
    // ends, JeroMQ drops such a pipe with all that was received and not yet read: not so where
    // nothing is sent.
    socket().setImmediate(!options.type().sends());
    socket().setReconnectIVL(RECONNECT_MILLIS);
    socket().setReconnectIVLMax(RECONNECT_MAX_MILLIS);
  }

  @Override
  void onEvent(ZEvent event) {
    switch (event.getEvent()) {
      case CONNECT_DELAYED -> link.onConnecting();
      case CONNECT_RETRIED -> link.onWaiting();
      case CONNECTED -> {
        link.onConnected();
        loop().signal();
      }
      case HANDSHAKE_PROTOCOL -> {
        link.onGreeting();
        loop().signal();
      }
      case HANDSHAKE_FAILED_AUTH -> link.onRefused();
      case DISCONNECTED -> {
        link.onDisconnected();
        loop().signal();
      }
      default -> {}
    }
  }

  @Override
  MsgAllocator frames() {
    if (security.isNone()) {
      return super.frames();
    }
    MsgAllocator frames = boundsUntaken ? encryptedFrames() : newFrames();
    return new HandshakeFrames(frames, security, this::onProved);
  }

  private void onProved() {
    link.onProved();
    loop().signal();
  }

  /** Its connection. */
  Link link() {
    return link;
  }

  /**
   * Whether its peer has shaken hands. While it has not, JeroMQ would still take messages for the
   * connection that broke, and lose them without a word.
   */
  boolean peerIsThere() {
    return !shakesHands || link.stands();
  }

  /** Connects to a literal address; JeroMQ goes on trying in the background. */
  void connect(ZmqEndpoint literal) {
    loop().assertOwner();
    shakesHands = !literal.isInproc();
    socket().connect(literal.address());
  }

  @Override
  boolean send(byte[]... message) {
    loop().assertOwner();
    if (torn || !peerIsThere()) {
      wantsToWrite();
      return false;
    }
    return sendAll(message);
  }

  @Override
  void onRefused(int frame) {
    torn = frame > 0; // a mark is never reached there, only the end of a connection
  }

  @Override
  boolean mayWrite() {
    return !torn && peerIsThere();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // equal is not enough: a peer may come back to its port
  boolean isOfAnother(Metadata peer, Msg frame) {
    return frame.getMetadata() != peer;
  }

  @Override
  void onTorn() {
    torn = true;
  }

  @Override
  void onReceived(boolean moreWaits) {
    if (torn) {
      counters().increment(Counter.ZMQ_MESSAGES_TORN);
      keeper().onTorn();
      return;
    }
    int lost = link.losses();
    if (!moreWaits && lost != seenLosses) {
      seenLosses = lost; // everything that came before the loss has been received
      keeper().onPeerLost();
    }
  }
}
