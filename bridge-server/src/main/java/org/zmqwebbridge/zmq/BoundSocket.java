package org.zmqwebbridge.zmq;

import java.nio.channels.SocketChannel;
import java.util.List;
import org.zeromq.ZEvent;
import org.zeromq.ZMQException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * A socket that anybody may connect to who reaches its address.
 *
 * <p>Owner thread: the loop's.
 */
final class BoundSocket extends ZmqSocket {
  /** What a peer may have waiting for the loop, in bytes; but at least two messages. */
  private static final int UNREAD_BYTES = 2 << 20;

  /** What a peer may leave untaken, in messages of the largest size. */
  private static final int UNTAKEN_MESSAGES = 4;

  private final SocketOptions options;
  private final Peers peers;
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
    long bytes = options.maxFrameBytes();
    this.peers = new Peers(options.maxPeers(), UNTAKEN_MESSAGES * bytes, loop::nanoTime, counters);
    long unread = Math.max(2, Math.min(options.highWaterMark(), UNREAD_BYTES / bytes));
    socket().setRcvHWM((int) unread);
    socket().setSndHWM(options.highWaterMark());
    socket().setRouterMandatory(true); // an answer to a peer that has gone is refused, not lost
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
      }
      default -> {}
    }
  }

  @Override
  MsgAllocator frames() {
    return new HandshakeFrames(newFrames(), options.security(), () -> {});
  }

  /**
   * Binds, at one address more.
   *
   * @param guardedAs the first of its addresses: one list of who may come in counts for all
   * @throws IllegalStateException if the address cannot be bound; the message says why
   */
  void bind(ZmqEndpoint endpoint, ZmqEndpoint guardedAs) {
    loop().assertOwner();
    isOfThisProcess = endpoint.isInproc();
    if (!options.security().isNone()) { // each time: the doorkeeper may have left with its context
      options.security().secure(socket());
      socket().setMsgAllocator(frames());
      socket().setZapDomain(guard(guardedAs, options.security()));
    }
    try {
      socket().bind(endpoint.address());
    } catch (ZMQException refused) {
      throw new IllegalStateException(
          "cannot bind " + endpoint + ": " + refused.getMessage() + "; is the port taken?",
          refused);
    }
  }

  /**
   * From now on, others may be its peers, or more; who may not any more is cut off.
   *
   * @param guardedAs the first of its addresses
   */
  void admit(ZmqEndpoint guardedAs, SocketOptions changed) {
    loop().assertOwner();
    peers.limit(changed.maxPeers());
    if (!changed.security().isNone()) {
      String unused = guard(guardedAs, changed.security());
    }
  }

  private String guard(ZmqEndpoint endpoint, Security security) {
    ZapHandler doorkeeper = loop().doorkeeper();
    peers.admit(userId -> security.knows(doorkeeper.nameIn(userId)));
    return doorkeeper.guard(endpoint, security);
  }

  @Override
  void onMessage(List<byte[]> message, Metadata peer) {
    if (isOfThisProcess || peers.onMessage(message.get(0), peer)) {
      super.onMessage(message, peer);
    }
  }

  @Override
  boolean send(byte[]... message) {
    loop().assertOwner();
    Msg[] frames = peers.outgoing(message);
    for (int i = 0; frames != null && i < frames.length; i++) {
      if (!trySend(frames[i], i < frames.length - 1)) {
        return false; // only the first can be refused
      }
    }
    return frames != null;
  }

  /** Connections end behind their last message; and the first frame is JeroMQ's, not the peer's. */
  @Override
  boolean isOfAnother(Metadata peer, Msg frame) {
    return false;
  }

  @Override
  void onTorn() {
    // its other peers' messages are whole
  }
}
