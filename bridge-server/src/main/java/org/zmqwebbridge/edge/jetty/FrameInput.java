package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.websocket.CloseFrames;
import org.zmqwebbridge.edge.websocket.CloseSignal;
import org.zmqwebbridge.edge.websocket.FrameException;
import org.zmqwebbridge.edge.websocket.FrameParser;
import org.zmqwebbridge.edge.websocket.Heartbeat;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * What one browser sends, on its way to the handler: read while the browser takes what it is sent
 * and the handler is not full; otherwise it waits in the network, and the browser with it.
 *
 * <p>Owner thread: Jetty's selector, one call at a time; {@link #readOn} and {@link #end} are for
 * any thread. Lifetime: the handler hears nothing after its {@link ConnectionHandler#onClosed}.
 */
final class FrameInput implements FrameParser.Listener {
  private static final Logger log = LoggerFactory.getLogger(FrameInput.class);
  private static final int INPUT_BYTES = 32 * 1024;
  private static final int READS_PER_TURN =
      2; // of up to 32 KiB: hundreds of messages, a millisecond or two
  private static final ThreadLocal<ByteBuffer> INPUT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(INPUT_BYTES));

  private final JettyConnection connection;
  private final ConnectionEnd end;
  private final FrameParser parser;
  private final int maxPingsAtOnce;
  private final Counters counters;
  private final Heartbeat heartbeat = new Heartbeat();
  private final AtomicBoolean paused = new AtomicBoolean();
  private final CloseSignal closeSignal = new CloseSignal();
  private ConnectionHandler handler; // null until the dialect has made it
  private CloseStatus heard = CloseStatus.ABNORMAL; // of the client's close frame
  private long received; // bytes
  private long messages; // whole ones
  private boolean deaf; // nothing more is read but the end
  private int pings; // of this turn
  private byte[] unanswered; // the latest ping of a flood; null between turns

  FrameInput(
      JettyConnection connection,
      ConnectionEnd end,
      FrameParser parser,
      int maxPingsAtOnce,
      Counters counters) {
    this.connection = connection;
    this.end = end;
    this.parser = parser;
    this.maxPingsAtOnce = maxPingsAtOnce;
    this.counters = counters;
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  /**
   * The first turn.
   *
   * @param dialect makes the handler
   * @param early what came after the opening handshake
   */
  void open(Supplier<ConnectionHandler> dialect, ByteBuffer early) {
    try {
      handler = dialect.get();
      received = early.remaining();
      read(early);
    } catch (RuntimeException bug) {
      onBug(bug);
    }
    finishTurn(true);
  }

  /** How many bytes have come. */
  long received() {
    return received;
  }

  /** How many messages have come whole; another thread may see it a little late. */
  long messages() {
    return messages;
  }

  /** With which the client has closed. */
  CloseStatus heard() {
    return heard;
  }

  /** A turn: the transport has something. */
  void onFillable() {
    if (!closeSignal.begin()) {
      return;
    }
    boolean more = false;
    try {
      more = fill(connection.getEndPoint());
    } finally {
      finishTurn(more);
    }
  }

  private void finishTurn(boolean more) {
    answerFlood();
    if (closeSignal.finish()) {
      sayClosed();
    } else if (more) {
      listen();
    }
  }

  /** Reads what there is; returns whether more may come. */
  private boolean fill(EndPoint endPoint) {
    ByteBuffer input = INPUT.get();
    try {
      for (int i = 0; i < READS_PER_TURN; i++) {
        BufferUtil.clear(input);
        int filled = endPoint.fill(input);
        if (filled < 0) {
          endPoint.close();
          return false;
        }
        if (filled == 0) {
          break;
        }
        heartbeat.heard();
        received += filled;
        read(input);
        if (mustWait()) {
          break;
        }
      }
      return true;
    } catch (IOException broken) {
      endPoint.close(broken);
      return false;
    }
  }

  /** Asks for more, or waits until {@link #readOn}. */
  private void listen() {
    if (!mustWait()) {
      connection.fillInterested();
      return;
    }
    counters.increment(Counter.READS_PAUSED);
    paused.set(true);
    readOn(); // whatever it waits for may just have ended, and nobody seen that it waits
  }

  /** Looks again whether to read; to be called when a reason to wait has ended. */
  void readOn() {
    if (paused.get() && !mustWait() && paused.compareAndSet(true, false)) {
      heartbeat.heard(); // what it said meanwhile is still to be read
      connection.fillInterested();
    }
  }

  /** Whether nothing is read for now, so that the client cannot be heard. */
  boolean isPaused() {
    return paused.get();
  }

  /** Whether the browser takes too little, or the handler has too much of it. */
  private boolean mustWait() {
    if (connection.isCongested()) {
      return true;
    }
    try {
      return !end.hasBegun() && handler.isFull();
    } catch (RuntimeException bug) {
      end.onBug(bug);
      return false;
    }
  }

  private void read(ByteBuffer bytes) {
    if (deaf) {
      return;
    }
    try {
      parser.parse(bytes, this);
    } catch (FrameException broken) {
      parser.release();
      if (!deaf) {
        deaf = true;
        refuse(broken);
      }
    } catch (RuntimeException bug) {
      onBug(bug);
    }
  }

  private void onBug(RuntimeException bug) {
    deaf = true;
    end.onDeafeningBug(bug);
  }

  private void refuse(FrameException broken) {
    if (!end.hasBegun()) {
      counters.increment(broken.counter());
      counters.line(
          LineKind.FRAMES_BROKEN,
          more ->
              log.info("{}: {}{}", new ConnectionId(connection.id()), broken.getMessage(), more));
    }
    end.fail(broken.reason());
  }

  @Override
  public void onMessage(MessageType type, ByteBuffer payload) {
    if (end.hasBegun() || deaf) {
      return; // what a client sends to a closing connection is not read any more
    }
    counters.increment(Counter.MESSAGES_IN);
    messages++;
    if (type == MessageType.TEXT) {
      handler.onText(payload);
    } else {
      handler.onBinary(payload);
    }
  }

  /**
   * Each is answered by itself, unless there are too many: a write each would keep the selector.
   */
  @Override
  public void onPing(ByteBuffer payload) {
    byte[] ping = BufferUtil.toArray(payload);
    if (++pings <= maxPingsAtOnce) {
      connection.pong(ping);
    } else {
      counters.increment(Counter.PINGS_JOINED);
      unanswered = ping;
    }
  }

  /** RFC 6455, section 5.5.3: one pong may stand for many, and it is that of the latest ping. */
  private void answerFlood() {
    pings = 0;
    if (unanswered != null) {
      connection.pong(unanswered);
      unanswered = null;
    }
  }

  @Override
  public void onPong() {
    // that it was heard is all that counts
  }

  @Override
  public void onClose(ByteBuffer payload) {
    deaf = true;
    try {
      heard = CloseFrames.read(payload);
      end.answer(heard);
    } catch (FrameException broken) {
      refuse(broken);
    }
  }

  /** The transport has ended; to hear it twice does not matter. */
  void end() {
    if (closeSignal.end()) {
      sayClosed();
    }
  }

  private void sayClosed() {
    parser.release();
    connection.onGone();
    try {
      if (handler != null) {
        handler.onClosed(heard);
      }
    } catch (RuntimeException bug) {
      counters.line(
          LineKind.CONNECTION_FAILED,
          bug,
          (more, trace) ->
              log.error(
                  "{}: its end could not be handled{}",
                  new ConnectionId(connection.id()),
                  more,
                  trace));
    }
  }
}
