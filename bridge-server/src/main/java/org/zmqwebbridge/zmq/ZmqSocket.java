package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.zeromq.SocketType;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;
import zmq.msg.MsgAllocatorHeap;

/**
 * One real ZeroMQ socket, set up so that no peer can kill an I/O thread, exhaust memory, or block
 * the loop.
 *
 * <p>Owner thread: the loop's, for every method; only {@code losses} and the state of the handshake
 * are written by JeroMQ's I/O thread. Lifetime: opened by {@link ZmqLoop#open}, until {@link
 * #close}.
 */
public final class ZmqSocket {
  private static final int MAX_FRAMES = 1024;
  private static final int HEARTBEAT_MILLIS = 5_000;
  private static final int HEARTBEAT_TIMEOUT_MILLIS = 15_000;
  private static final int RECONNECT_MILLIS = 100;
  private static final int RECONNECT_MAX_MILLIS = 5_000;

  /**
   * A frame that announces a negative length throws in JeroMQ's decoder and kills the I/O thread
   * with every socket on it. The guard makes the allocation succeed, and the decoder then drops the
   * peer.
   */
  private static final MsgAllocator GUARDED_ALLOCATOR = guarded(new MsgAllocatorHeap());

  private static final long NEVER = Long.MIN_VALUE;

  private final ZmqLoop loop;
  private final ZMQ.Socket socket;
  private final SocketListener listener;
  private final Counters counters;
  private final long maxMessageBytes;
  private final AtomicInteger losses = new AtomicInteger();
  private final List<byte[]> frames = new ArrayList<>();
  private final boolean connects;
  private volatile boolean handshaken;
  private volatile boolean everHandshaken;
  private volatile long givenUpAt = NEVER;
  private volatile boolean awaitsHandshake;
  private volatile long connectedAt;
  private int seenLosses;
  private boolean wantsToWrite;
  private boolean shakesHands;
  private boolean torn;
  private boolean unfinished;
  private boolean closed;

  ZmqSocket(
      ZmqLoop loop,
      ZMQ.Context context,
      SocketOptions options,
      SocketListener listener,
      Counters counters) {
    this.loop = loop;
    this.listener = listener;
    this.counters = counters;
    this.maxMessageBytes = options.maxFrameBytes();
    this.connects = options.kind() != SocketOptions.Kind.ROUTER;
    this.socket = context.socket(SocketType.valueOf(options.kind().name()));
    set(options);
    socket.setEventHook(this::onEvent, ZMQ.EVENT_ALL);
  }

  private static MsgAllocator guarded(MsgAllocator base) {
    return size -> base.allocate(Math.max(size, 0));
  }

  private void set(SocketOptions options) {
    boolean subscriber = options.kind() == SocketOptions.Kind.SUB;
    socket.setMsgAllocator(GUARDED_ALLOCATOR);
    socket.setMaxMsgSize(options.maxFrameBytes());
    socket.setRcvHWM(options.highWaterMark());
    // A SUB socket's outgoing messages are its subscriptions; above the mark they vanish silently.
    socket.setSndHWM(subscriber ? 0 : options.highWaterMark());
    // Where there is no peer, messages wait in the gateway, not in a pipe. But when its connection
    // ends, JeroMQ drops such a pipe with all that was received and not yet read: not so for SUB.
    socket.setImmediate(subscriber);
    socket.setLinger(0);
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

  /** Runs on JeroMQ's I/O thread: counts, and wakes the loop; never blocks. */
  private void onEvent(ZEvent event) {
    switch (event.getEvent()) {
      case CONNECT_DELAYED, CONNECT_RETRIED -> givenUpAt = NEVER;
      case CONNECTED -> {
        givenUpAt = NEVER;
        handshaken = false;
        connectedAt = loop.nanoTime();
        awaitsHandshake = true;
        loop.signal();
      }
      case HANDSHAKE_PROTOCOL -> {
        awaitsHandshake = false;
        handshaken = true;
        everHandshaken = true;
        counters.increment(Counter.PEERS_CONNECTED);
        loop.signal();
      }
      case DISCONNECTED -> onDisconnected();
      default -> {}
    }
  }

  private void onDisconnected() {
    boolean stalled = connects && !handshaken;
    counters.increment(stalled ? Counter.HANDSHAKES_STALLED : Counter.PEERS_LOST);
    handshaken = false;
    awaitsHandshake = false;
    if (connects) {
      givenUpAt = loop.nanoTime(); // until an event says that JeroMQ connects again
      losses.incrementAndGet();
      loop.signal();
    }
  }

  /**
   * Since when a connection waits for its handshake, in nanoseconds; {@code Long.MAX_VALUE}: none.
   */
  long awaitsHandshakeSince() {
    return awaitsHandshake && connects && !closed ? connectedAt : Long.MAX_VALUE;
  }

  /** Whether a connecting socket's peer has shaken hands. */
  public boolean peerIsThere() {
    return handshaken;
  }

  /** Whether a connecting socket has had a peer. */
  boolean peerWasThere() {
    return everHandshaken;
  }

  /**
   * Whether the connection broke so long ago and JeroMQ has not begun to connect again: after a
   * peer's violation of the protocol, or a frame above the limit, it never does.
   */
  boolean wasGivenUp(long now, long nanos) {
    long since = givenUpAt;
    return since != NEVER && now - since >= nanos;
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

  void disconnect(ZmqEndpoint literal) {
    loop.assertOwner();
    socket.disconnect(literal.address());
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
    if (torn || isBetweenPeers()) {
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

  /**
   * JeroMQ would still take messages for the connection that broke, and lose them without a word.
   */
  private boolean isBetweenPeers() {
    return shakesHands && !handshaken;
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
    int lost = losses.get();
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
