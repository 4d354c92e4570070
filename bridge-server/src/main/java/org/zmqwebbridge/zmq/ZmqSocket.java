package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;

/**
 * One real ZeroMQ socket, set up so that no peer can kill an I/O thread, exhaust memory, or block
 * the loop.
 *
 * <p>Owner thread: the loop's, for every method but those that hear JeroMQ's events. Lifetime:
 * opened by {@link ZmqLoop#open}, until {@link #close}.
 */
public final class ZmqSocket {
  private static final int MAX_FRAMES = 1024;
  private static final int HEARTBEAT_MILLIS = 5_000;
  private static final int HEARTBEAT_TIMEOUT_MILLIS = 15_000;
  private static final int RECONNECT_MILLIS = 100;
  private static final int RECONNECT_MAX_MILLIS = 500;

  private final ZmqLoop loop;
  private final ZmqContext context;
  private final ZMQ.Socket socket;
  private final SocketListener listener;
  private final Counters counters;
  private final long maxMessageBytes;
  private final Link link;
  private final List<byte[]> frames = new ArrayList<>();
  private final boolean connects;
  private int seenLosses;
  private boolean wantsToWrite;
  private boolean shakesHands = true;
  private boolean torn;
  private boolean unfinished;
  private boolean closed;

  ZmqSocket(
      ZmqLoop loop,
      ZmqContext context,
      SocketOptions options,
      SocketListener listener,
      Counters counters) {
    this.loop = loop;
    this.listener = listener;
    this.counters = counters;
    this.maxMessageBytes = options.maxFrameBytes();
    this.connects = options.kind() != SocketOptions.Kind.ROUTER;
    this.context = context;
    this.socket =
        context.socket(SocketType.valueOf(options.kind().name()), options.maxFrameBytes());
    this.link = new Link(loop::nanoTime, options.handshakeMillis(), counters);
    set(options);
    socket.setEventHook(connects ? this::onEvent : this::onBoundEvent, ZMQ.EVENT_ALL);
  }

  private void set(SocketOptions options) {
    boolean subscriber = options.kind() == SocketOptions.Kind.SUB;
    socket.setRcvHWM(options.highWaterMark());
    // A SUB socket's outgoing messages are its subscriptions; above the mark they vanish silently.
    socket.setSndHWM(subscriber ? 0 : options.highWaterMark());
    // Where there is no peer, messages wait in the gateway, not in a pipe. But when its connection
    // ends, JeroMQ drops such a pipe with all that was received and not yet read: not so for SUB.
    socket.setImmediate(subscriber);
    socket.setIPv6(true);
    socket.setHandshakeIvl(options.handshakeMillis());
    socket.setHeartbeatIvl(HEARTBEAT_MILLIS);
    socket.setHeartbeatTimeout(HEARTBEAT_TIMEOUT_MILLIS);
    socket.setHeartbeatTtl(HEARTBEAT_TIMEOUT_MILLIS);
    socket.setReconnectIVL(RECONNECT_MILLIS);
    socket.setReconnectIVLMax(RECONNECT_MAX_MILLIS);
    if (options.kind() == SocketOptions.Kind.ROUTER) {
      socket.setRouterMandatory(true); // an answer to a peer that has gone is refused, not lost
    }
  }

  /** Runs on JeroMQ's I/O thread: notes what has happened, and wakes the loop; never blocks. */
  private void onEvent(ZEvent event) {
    switch (event.getEvent()) {
      case CONNECT_DELAYED -> link.onConnecting();
      case CONNECT_RETRIED -> link.onWaiting();
      case CONNECTED -> {
        link.onConnected();
        loop.signal();
      }
      case HANDSHAKE_PROTOCOL -> {
        link.onHandshake();
        loop.signal();
      }
      case DISCONNECTED -> {
        link.onDisconnected();
        loop.signal();
      }
      default -> {}
    }
  }

  /** A bound socket's: on JeroMQ's I/O thread too. */
  private void onBoundEvent(ZEvent event) {
    switch (event.getEvent()) {
      case ACCEPTED -> context.accepted((Channel) event.getValue());
      case HANDSHAKE_PROTOCOL -> counters.increment(Counter.PEERS_CONNECTED);
      case DISCONNECTED -> counters.increment(Counter.PEERS_LOST);
      default -> {}
    }
  }

  /** A connecting socket's connection. */
  Link link() {
    return link;
  }

  /**
   * Whether a connecting socket's peer has shaken hands. While it has not, JeroMQ would still take
   * messages for the connection that broke, and lose them without a word.
   */
  public boolean peerIsThere() {
    return !shakesHands || link.stands();
  }

  /** SUB only; the prefix goes over the wire as UTF-8. */
  void subscribe(String prefix) {
    loop.assertOwner();
    socket.subscribe(prefix.getBytes(UTF_8));
  }

  void unsubscribe(String prefix) {
    loop.assertOwner();
    socket.unsubscribe(prefix.getBytes(UTF_8));
  }

  /** Connects to a literal address; JeroMQ goes on trying in the background. */
  void connect(ZmqEndpoint literal) {
    loop.assertOwner();
    shakesHands = !literal.isInproc();
    socket.connect(literal.address());
  }

  /**
   * Binds.
   *
   * @throws IllegalStateException if the address cannot be bound; the message says why
   */
  public void bind(ZmqEndpoint endpoint) {
    loop.assertOwner();
    try {
      socket.bind(endpoint.address());
    } catch (ZMQException refused) {
      throw new IllegalStateException(
          "cannot bind " + endpoint + ": " + refused.getMessage() + "; is the port taken?",
          refused);
    }
  }

  /**
   * Sends a message without waiting.
   *
   * @return false if the socket takes nothing now; {@link SocketListener#onWritable} follows
   */
  public boolean send(byte[]... message) {
    loop.assertOwner();
    if (torn || (connects && !peerIsThere())) {
      wantsToWrite = true;
      return false;
    }
    int last = message.length - 1;
    for (int i = 0; i <= last; i++) {
      int flags = ZMQ.DONTWAIT | (i < last ? ZMQ.SNDMORE : 0);
      if (!trySend(message[i], flags)) {
        wantsToWrite = true;
        torn = connects && i > 0; // a mark is never reached there, only the end of a connection
        return false;
      }
    }
    return true;
  }

  private boolean trySend(byte[] frame, int flags) {
    try {
      return socket.send(frame, flags);
    } catch (ZMQException unroutable) {
      return false; // a ROUTER's peer has gone (EHOSTUNREACH)
    } catch (AssertionError lostInTheMiddle) {
      return false; // JeroMQ asserts, where assertions are enabled, that this cannot happen
    }
  }

  /**
   * Receives up to {@code limit} messages and passes them on; returns whether there may be more.
   */
  private boolean receive(int limit) {
    boolean more = true;
    for (int i = 0; more && i < limit && !closed && !torn; i++) {
      more = receiveOne();
    }
    unfinished = !closed && listener.onBatchEnd();
    return (more || unfinished) && !closed;
  }

  private boolean receiveOne() {
    Msg frame = receiveFrame();
    if (frame == null) {
      return false;
    }
    Metadata peer = frame.getMetadata();
    frames.clear();
    long bytes = 0;
    boolean fits = true;
    while (true) {
      bytes += frame.size();
      fits = fits && frames.size() < MAX_FRAMES && bytes <= maxMessageBytes;
      if (fits) {
        frames.add(frame.data());
      }
      if (!frame.hasMore()) {
        break;
      }
      frame = receiveFrame();
      if (frame == null || isOfAnother(peer, frame)) {
        torn = connects;
        return false;
      }
    }
    if (fits) {
      listener.onMessage(frames);
    } else {
      counters.increment(Counter.ZMQ_MESSAGES_TOO_LARGE);
    }
    return true;
  }

  /**
   * While one message is read, JeroMQ may handle the end of the connection that it came by (every
   * 100 frames it looks at its commands). Then the rest of the message is gone, and what follows,
   * if anything, belongs to a message of the next connection.
   */
  private Msg receiveFrame() {
    try {
      return socket.base().recv(ZMQ.DONTWAIT);
    } catch (AssertionError lostInTheMiddle) {
      return null; // JeroMQ asserts, where assertions are enabled, that this cannot happen
    }
  }

  /**
   * JeroMQ gives every connection metadata of its own. A bound socket's connections end only behind
   * their last message, and the first frame there is JeroMQ's, not the peer's.
   */
  @SuppressWarnings("ReferenceEquality") // equal is not enough: a peer may come back to its port
  private boolean isOfAnother(Metadata peer, Msg frame) {
    return connects && frame.getMetadata() != peer;
  }

  /** The loop's turn for this socket; returns whether there is more to do. */
  boolean turn(int limit) {
    if (unfinished) {
      unfinished = listener.onBatchEnd();
      return true;
    }
    boolean more = receive(limit);
    if (torn && !closed) {
      counters.increment(Counter.ZMQ_MESSAGES_TORN);
      listener.onTorn();
      return true;
    }
    int lost = link.losses();
    if (!more && lost != seenLosses && !closed) {
      seenLosses = lost; // everything that came before the loss has been received
      listener.onPeerLost();
    }
    if (wantsToWrite && !closed && (socket.getEvents() & ZMQ.Poller.POLLOUT) != 0) {
      wantsToWrite = false;
      listener.onWritable();
    }
    return more;
  }

  /** Whether its listener must be called again soon. */
  boolean isWaiting() {
    return !closed && listener.isWaiting();
  }

  ZMQ.Socket socket() {
    return socket;
  }

  /** Whether this context is its own. */
  boolean livesIn(ZmqContext one) {
    return context == one;
  }

  /** Closes because its context is given up. */
  void leaveContext() {
    close();
    listener.onContextLost();
  }

  /** Closes; JeroMQ's own thread still sends what was not sent yet, for so long. */
  public void close(int lingerMillis) {
    loop.assertOwner();
    if (!closed) {
      socket.setLinger(lingerMillis);
      close();
    }
  }

  /** Closes at once; what was not sent yet is dropped. Closing again does nothing. */
  public void close() {
    loop.assertOwner();
    if (!closed) {
      closed = true;
      loop.forget(this);
      socket.setEventHook(null, 0);
      socket.close();
    }
  }
}
