package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection.UpgradeTo;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.ServerFrameHeader;
import org.zmqwebbridge.edge.TextBlock;
import org.zmqwebbridge.edge.TextMessage;
import org.zmqwebbridge.observe.Counter;

/**
 * One browser's WebSocket on a Jetty end point: reads its frames, and queues and writes what goes
 * out.
 *
 * <p>Owner thread: Jetty's selector for what comes in, one call at a time; {@link #queue}, {@link
 * #flush}, {@link #send} and {@link #close(CloseReason)} are for any thread; {@link #sweep} is the
 * sweeper's. Nothing here blocks. Lifetime: from the upgrade until {@link #onClose}.
 */
final class JettyConnection extends AbstractConnection.NonBlocking
    implements org.zmqwebbridge.edge.Connection,
        UpgradeTo,
        FrameParser.Listener,
        FrameWriter.Listener {
  private static final Logger log = LoggerFactory.getLogger(JettyConnection.class);
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int INPUT_BYTES = 32 * 1024;
  private static final int READS_PER_TURN = 16;
  private static final ThreadLocal<ByteBuffer> INPUT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(INPUT_BYTES));

  private final long id;
  private final Handshake handshake;
  private final ConnectionRegistry registry;
  private final EdgeLimits limits;
  private final Outbox outbox;
  private final FrameWriter writer;
  private final FrameParser parser;
  private final AtomicBoolean paused = new AtomicBoolean();
  private final LastWord lastWord = new LastWord();
  private volatile boolean opened;
  private ConnectionHandler handler; // null until the dialect has made it
  private ByteBuffer early; // what came behind the handshake
  private boolean deaf; // nothing more is read but the end
  private volatile CloseReason closing;
  private volatile long closingSince;
  private final Heartbeat heartbeat = new Heartbeat();

  JettyConnection(
      long id,
      Handshake handshake,
      EndPoint endPoint,
      ConnectionRegistry registry,
      EdgeLimits limits) {
    super(endPoint, registry.executor());
    this.id = id;
    this.handshake = handshake;
    this.registry = registry;
    this.limits = limits;
    this.outbox = new Outbox(limits.maxQueuedBytes(), limits.maxQueuedMessages());
    this.writer = new FrameWriter(endPoint, outbox, this);
    this.parser = new FrameParser(limits.maxMessageBytes(), limits.maxFragments());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  /** Whether the upgrade came as far as this; then the registry knows it, until its end. */
  boolean hasOpened() {
    return opened;
  }

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    early = BufferUtil.copy(bytes);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0); // the sweeper pings instead
    try {
      opened = true;
      handler = registry.opened(this);
      if (early != null) {
        read(ByteBuffer.wrap(BufferUtil.toArray(early)));
      }
    } catch (RuntimeException bug) {
      onBug(bug);
    }
    early = null;
    if (lastWord.finish()) {
      sayLastWord();
      return;
    }
    listen();
    if (!getEndPoint().isOpen()) {
      onEnd(); // so early that only the HTTP connection before this one was told
    }
  }

  @Override
  public void onFillable() {
    if (!lastWord.begin()) {
      return;
    }
    boolean more = false;
    try {
      more = fill();
    } finally {
      if (lastWord.finish()) {
        more = false;
        sayLastWord();
      }
    }
    if (more) {
      listen();
    }
  }

  /** Reads what there is; returns whether more may come. */
  private boolean fill() {
    ByteBuffer input = INPUT.get();
    try {
      for (int i = 0; i < READS_PER_TURN; i++) {
        BufferUtil.clear(input);
        int filled = getEndPoint().fill(input);
        if (filled < 0) {
          getEndPoint().close();
          return false;
        }
        if (filled == 0) {
          break;
        }
        heartbeat.heard();
        read(input);
        if (outbox.isCongested()) {
          break;
        }
      }
      return true;
    } catch (IOException broken) {
      getEndPoint().close(broken);
      return false;
    }
  }

  /** Asks for more, unless the browser does not take what it is sent: then it waits its turn. */
  private void listen() {
    if (!outbox.isCongested()) {
      fillInterested();
      return;
    }
    registry.counters().increment(Counter.READS_PAUSED);
    paused.set(true);
    if (!outbox.isCongested()) {
      resume();
    }
  }

  private void resume() {
    if (paused.compareAndSet(true, false)) {
      heartbeat.heard(); // what it said meanwhile is still to be read
      fillInterested();
    }
  }

  private void read(ByteBuffer bytes) {
    if (deaf) {
      return;
    }
    try {
      parser.parse(bytes, this);
    } catch (FrameException broken) {
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
    log.error("connection {}: {}", id, CloseReason.INTERNAL_ERROR.operatorText(), bug);
    close(CloseReason.INTERNAL_ERROR);
  }

  private void refuse(FrameException broken) {
    boolean tooBig = broken.reason() == CloseReason.TOO_BIG;
    registry.counters().increment(tooBig ? Counter.MESSAGES_TOO_BIG : Counter.PROTOCOL_ERRORS);
    log.info("connection {}: {}", id, broken.getMessage());
    close(broken.reason());
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    if (closing != null || deaf) {
      return; // what a client sends to a closing connection is not read any more
    }
    registry.counters().increment(Counter.MESSAGES_IN);
    if (text) {
      handler.onText(payload);
    } else {
      handler.onBinary(payload);
    }
  }

  @Override
  public void onPing(ByteBuffer payload) {
    byte[] bytes = BufferUtil.toArray(payload);
    outbox.addPong(ServerFrameHeader.frame(ServerFrameHeader.PONG, bytes));
    writer.flush();
  }

  @Override
  public void onPong() {
    // that it was heard is all that counts
  }

  /** The client closes: what waits for it is moot; it is answered with its own code. */
  @Override
  public void onClose(ByteBuffer payload) {
    deaf = true;
    CloseReason wrong = CloseFrames.check(payload);
    if (wrong != null) {
      registry.counters().increment(Counter.PROTOCOL_ERRORS);
      close(wrong);
      return;
    }
    byte[] code = new byte[Math.min(2, payload.remaining())];
    payload.get(code);
    outbox.clear();
    end(ServerFrameHeader.frame(ServerFrameHeader.CLOSE, code));
  }

  @Override
  public boolean queue(TextMessage message) {
    if (closing != null) {
      return false;
    }
    byte[] frame = ServerFrameHeader.frame(ServerFrameHeader.TEXT, message.pieces());
    registry.counters().increment(Counter.MESSAGES_OUT);
    return add(frame, message.droppable()) && outbox.promise();
  }

  private boolean add(byte[] frame, boolean droppable) {
    int dropped = outbox.add(frame, droppable);
    if (dropped == Outbox.OVERFLOW) {
      registry.counters().increment(Counter.REPLIES_OVERFLOWED);
      outbox.clear();
      close(CloseReason.REPLIES_OVERFLOW);
      return false;
    }
    if (dropped > 0) {
      registry.counters().add(Counter.DELIVERIES_DROPPED, dropped);
    }
    return true;
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void send(TextBlock block, byte[] label) {
    if (closing != null) {
      return;
    }
    registry.counters().add(Counter.MESSAGES_OUT, block.count());
    int left = writer.write(block, label);
    if (left > 0) {
      for (byte[] frame : block.lastFrames(left, label)) {
        add(frame, true);
      }
      writer.flush();
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (begin(reason)) {
      log.info("connection {}: {}", id, reason.operatorText());
      end(CloseFrames.of(reason));
    }
  }

  private synchronized boolean begin(CloseReason reason) {
    if (closing != null) {
      return false;
    }
    closingSince = System.nanoTime();
    closing = reason;
    return true;
  }

  /** Queues a close frame behind what waits. */
  private void end(byte[] closeFrame) {
    begin(CloseReason.CLIENT_LEFT);
    outbox.end(closeFrame);
    writer.flush();
  }

  @Override
  public void onDrained() {
    if (outbox.isFinished() && writer.isIdle()) {
      getEndPoint().shutdownOutput(); // the client's end of the stream follows, or the sweeper
    }
    resume();
  }

  @Override
  public void onWriteFailed(Throwable cause) {
    getEndPoint().close(cause);
  }

  /** Looks after deadlines: silent peers, writes that make no progress, closes that get stuck. */
  void sweep(long now) {
    if (writer.isStalled(now, TimeUnit.MILLISECONDS.toNanos(limits.writeMillis()))) {
      registry.counters().increment(Counter.SLOW_READERS_CLOSED);
      abort(CloseReason.SLOW_READER);
    } else if (closing != null) {
      if (now - closingSince >= CLOSE_NANOS) {
        getEndPoint().close();
      }
    } else {
      outbox.rest();
      sweepSilence(now);
    }
  }

  /** A client that is not read from cannot be heard: then only writing shows that it lives. */
  private void sweepSilence(long now) {
    if (paused.get()) {
      return;
    }
    switch (heartbeat.look(now, limits)) {
      case FINE -> {}
      case PING -> {
        outbox.addPing();
        writer.flush();
      }
      case GONE -> {
        registry.counters().increment(Counter.PONGS_MISSED);
        close(CloseReason.NO_PONG);
      }
    }
  }

  /** Ends the transport at once: a close frame could not get through. */
  private void abort(CloseReason reason) {
    log.info("connection {}: {}", id, reason.operatorText());
    begin(reason);
    outbox.clear();
    getEndPoint().close();
  }

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    onEnd();
  }

  /** The transport has ended; to hear it twice does not matter. */
  private void onEnd() {
    begin(CloseReason.CLIENT_LEFT);
    outbox.clear();
    if (lastWord.end()) {
      sayLastWord();
    }
  }

  private void sayLastWord() {
    registry.closed(this);
    try {
      if (handler != null) {
        handler.onClosed();
      }
    } catch (RuntimeException bug) {
      log.error("connection {}: its end could not be handled", id, bug);
    }
  }
}
