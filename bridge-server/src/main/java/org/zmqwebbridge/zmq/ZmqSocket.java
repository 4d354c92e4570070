package org.zmqwebbridge.zmq;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMonitor;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * One real ZeroMQ socket, set up so that no peer can kill an I/O thread, exhaust memory, or block
 * the loop.
 *
 * <p>Owner thread: the loop's, for every method but {@link #onEvent}. Lifetime: opened by {@link
 * ZmqLoop}, until {@link #close}.
 */
abstract sealed class ZmqSocket permits ConnectingSocket, BoundSocket {
  private static final int HEARTBEAT_MILLIS = 5_000;
  private static final int HEARTBEAT_TIMEOUT_MILLIS = 15_000;
  private static final int NO_TIMEOUT = 0;

  /** JeroMQ keeps all subscriptions that have come until they are read. */
  private static final int SUBSCRIPTIONS_FACTOR = 16;

  private final ZmqLoop loop;
  private final ZmqContext context;
  private final ZMQ.Socket socket;
  private final SocketListener listener;
  private final Consumer<List<byte[]>> hearer;
  private final SocketKeeper keeper;
  private final Counters counters;
  private final long maxMessageBytes;
  private final List<byte[]> frames = new ArrayList<>();
  private final ZmqType type;
  private final Untaken untaken; // nothing is counted but under CURVE
  private boolean wantsToWrite;
  private boolean unfinished;
  private boolean paused;
  private boolean closed;

  ZmqSocket(
      ZmqLoop loop,
      ZmqContext context,
      SocketOptions options,
      SocketListener listener,
      SocketKeeper keeper,
      Counters counters) {
    this.loop = loop;
    this.context = context;
    this.listener = listener;
    this.keeper = keeper;
    this.counters = counters;
    this.maxMessageBytes = options.maxFrameBytes();
    this.type = options.type();
    this.untaken = new Untaken(options.untakenBytes(), options.maxPeers());
    this.hearer =
        type.publishes()
            ? new SubscriptionMessages(type, listener, counters)::onMessage
            : listener::onMessage;
    this.socket = context.socket(type.underneath(), maxMessageBytes);
    socket.setIPv6(true);
    socket.setHandshakeIvl(options.handshakeMillis());
    socket.setHeartbeatIvl(HEARTBEAT_MILLIS);
    // A connection that is not read from, because its messages wait, hears no answer either: JeroMQ
    // would take its peer for dead, and lose them.
    socket.setHeartbeatTimeout(options.isPaced() ? NO_TIMEOUT : HEARTBEAT_TIMEOUT_MILLIS);
    socket.setHeartbeatTtl(HEARTBEAT_TIMEOUT_MILLIS);
    socket.setSndHWM(options.unsentMessages());
    socket.setRcvHWM(options.receiveMark());
    socket.setEventHook(this::hear, ZMQ.EVENT_ALL);
  }

  /** Each connection counts its own frames; its decoder has been made when the peer has greeted. */
  private void hear(ZEvent event) {
    if (event.getEvent() == ZMonitor.Event.HANDSHAKE_PROTOCOL) {
      socket.setMsgAllocator(frames());
    }
    onEvent(event);
  }

  /** What makes the frames of the next connection. */
  MsgAllocator frames() {
    return newFrames();
  }

  final IncomingFrames newFrames() {
    return new IncomingFrames(maxMessageBytes);
  }

  /** From now on, so many may be connected. */
  final void limitUntaken(int connections) {
    untaken.limitTo(connections);
  }

  /** The same under CURVE. */
  final MsgAllocator encryptedFrames() {
    return new EncryptedFrames(maxMessageBytes, untaken, loop::nanoTime, counters);
  }

  /** On JeroMQ's I/O thread: notes what has happened, and wakes the loop; never blocks. */
  abstract void onEvent(ZEvent event);

  /**
   * Sends a message without waiting.
   *
   * @return false if the socket takes nothing now; {@link SocketListener#onWritable} follows
   */
  abstract boolean send(byte[]... message);

  /** Takes no more messages, which wait at JeroMQ and at its peers; or takes them again. */
  void pause(boolean isPaused) {
    loop.assertOwner();
    if (paused && !isPaused) {
      loop.signal(); // what waits is no event
    }
    paused = isPaused;
  }

  /** SUB only; receives what begins with a prefix from now on. */
  void subscribe(byte[] prefix) {
    loop().assertOwner();
    socket().subscribe(prefix);
  }

  void unsubscribe(byte[] prefix) {
    loop().assertOwner();
    socket().unsubscribe(prefix);
  }

  /** Sends one frame; whether it was taken. */
  boolean trySend(Msg frame, boolean more) {
    try {
      return socket.base().send(frame, ZMQ.DONTWAIT | (more ? ZMQ.SNDMORE : 0));
    } catch (AssertionError lostInTheMiddle) {
      return false; // JeroMQ asserts, where assertions are enabled, that this cannot happen
    }
  }

  /** Sends a message; if JeroMQ refuses it, {@link SocketListener#onWritable} follows. */
  boolean sendAll(byte[]... message) {
    if (!type.sends()) {
      throw new IllegalStateException("a " + type + " does not send");
    }
    int last = message.length - 1;
    for (int i = 0; i <= last; i++) {
      if (!trySend(new Msg(message[i]), i < last)) {
        wantsToWrite();
        onRefused(i);
        return false;
      }
    }
    return true;
  }

  /**
   * A frame was refused.
   *
   * @param frame the first is 0: where it is not, the rest of a message is lost
   */
  void onRefused(int frame) {}

  /** A send was refused: the listener wants to hear when that may change. */
  void wantsToWrite() {
    wantsToWrite = true;
  }

  /**
   * Receives up to {@code limit} messages and passes them on; returns whether there may be more.
   */
  private boolean receive(int limit) {
    boolean more = type.mustBeRead();
    untaken.beginTurn();
    int most = type.publishes() ? SUBSCRIPTIONS_FACTOR * limit : limit;
    for (int i = 0; more && i < most && !closed && !paused; i++) {
      more = receiveOne();
    }
    unfinished = !closed && listener.onBatchEnd();
    return ((more && !paused) || unfinished) && !closed;
  }

  private boolean receiveOne() {
    Msg frame = receiveFrame();
    if (frame == null) {
      untaken.onEmptied();
      return false;
    }
    if (type != ZmqType.ROUTER) { // whose first frame is JeroMQ's, not the peer's
      untaken.onTaken(frame.size());
    }
    Metadata peer = frame.getMetadata();
    frames.clear();
    long bytes = 0;
    boolean fits = true;
    while (true) {
      bytes += frame.size();
      fits = fits && frames.size() < IncomingFrames.MAX_FRAMES && bytes <= maxMessageBytes;
      if (fits || frame instanceof IncomingFrames.Cut) {
        frames.add(frame.data());
      }
      if (!frame.hasMore()) {
        break;
      }
      frame = receiveFrame();
      if (frame == null || isOfAnother(peer, frame)) {
        onTorn();
        return false;
      }
      untaken.onTaken(frame.size());
    }
    if (frame instanceof IncomingFrames.Cut) {
      counters.increment(Counter.ZMQ_MESSAGES_TOO_LARGE);
      onCut(frames, frame.getMetadata());
    } else if (fits && !(frame instanceof IncomingFrames.Surplus)) {
      onMessage(frames, frame.getMetadata());
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

  /** Whether a frame does not belong to the message that was begun. */
  abstract boolean isOfAnother(Metadata peer, Msg frame);

  /** The rest of a message is gone. */
  abstract void onTorn();

  /** A whole message has come; JeroMQ gives every connection metadata of its own. */
  void onMessage(List<byte[]> message, Metadata peer) {
    hearer.accept(message);
  }

  /** The last frame of a message is the begin of one that is too large. */
  void onCut(List<byte[]> message, Metadata peer) {}

  private boolean takesMore() {
    return (socket.getEvents() & ZMQ.Poller.POLLOUT) != 0 && mayWrite();
  }

  /** Whether a message that JeroMQ would take now would not be lost. */
  boolean mayWrite() {
    return true;
  }

  /** The loop's turn for this socket; returns whether there is more to do. */
  boolean turn(int limit) {
    onTurn();
    if (unfinished) {
      unfinished = listener.onBatchEnd();
      return true;
    }
    boolean more = receive(limit);
    if (!closed) {
      onReceived(more);
    }
    if ((paused || !type.mustBeRead()) && !closed) {
      socket.getEvents(); // so that JeroMQ does what its I/O thread asks of it
    }
    if (wantsToWrite && !closed && takesMore()) {
      wantsToWrite = false;
      listener.onWritable();
    }
    return more;
  }

  /** Before a turn's messages. */
  void onTurn() {}

  /** After a turn's messages. */
  void onReceived(boolean moreWaits) {}

  /** Whether its listener must be called again soon. */
  boolean isWaiting() {
    return !closed && listener.isWaiting();
  }

  ZmqLoop loop() {
    return loop;
  }

  ZmqContext context() {
    return context;
  }

  Counters counters() {
    return counters;
  }

  SocketListener listener() {
    return listener;
  }

  SocketKeeper keeper() {
    return keeper;
  }

  ZMQ.Socket socket() {
    return socket;
  }

  /** Closes because its context is given up. */
  void leaveContext() {
    close();
    keeper.onContextLost();
  }

  /** Closes; JeroMQ's own thread still sends what was not sent yet, for so long. */
  void close(int lingerMillis) {
    loop.assertOwner();
    if (!closed) {
      socket.setLinger(lingerMillis);
      close();
    }
  }

  /** Closes at once; what was not sent yet is dropped. Closing again does nothing. */
  void close() {
    loop.assertOwner();
    if (!closed) {
      closed = true;
      loop.forget(this);
      socket.setEventHook(null, 0);
      socket.close();
    }
  }
}
