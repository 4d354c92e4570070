package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection.UpgradeTo;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Lifetimes;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.access.AccessEntry.Kind;
import org.zmqwebbridge.edge.outgoing.Outbox;
import org.zmqwebbridge.edge.websocket.Closing;
import org.zmqwebbridge.edge.websocket.FrameEncoding;
import org.zmqwebbridge.edge.websocket.FrameParser;
import org.zmqwebbridge.edge.websocket.PerMessageDeflate;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;

/**
 * One browser's WebSocket on a Jetty end point: what comes in goes through its {@link FrameInput},
 * what goes out through its {@link Outbox} and {@link FrameWriter}; {@link ConnectionEnd} brings
 * both to their end.
 *
 * <p>Owner thread: Jetty's selector for what comes in, one call at a time; {@link #sweep} is the
 * sweeper's; all else is for any thread. Nothing here blocks. Lifetime: from the upgrade until
 * {@link #onClose}.
 */
final class JettyConnection extends AbstractConnection.NonBlocking
    implements org.zmqwebbridge.edge.Connection, UpgradeTo, FrameWriter.Listener {
  private static final byte[] PING = ServerFrameHeader.frame(ServerFrameHeader.PING);

  private final long id;
  private final Handshake handshake;
  private Entry entry; // null once it has been used
  private final ConnectionRegistry registry;
  private final ConnectionLimits limits;
  private final FrameEncoding encoding;
  private final Outbox outbox;
  private final FrameWriter writer;
  private final FrameInput input;
  private final Closing closing;
  private final ConnectionEnd end;
  private final long opened = System.nanoTime();
  private final long lifetimeEnd; // nanoseconds; 0: never
  private final AccessRecorder.Stay stay; // null where nobody wants to be told
  private ByteBuffer early = BufferUtil.EMPTY_BUFFER; // what came after the handshake

  JettyConnection(
      long id,
      Handshake handshake,
      Entry entry,
      EndPoint endPoint,
      ConnectionRegistry registry,
      ConnectionLimits limits,
      Optional<PerMessageDeflate> deflate) {
    super(endPoint, registry.executor());
    this.id = id;
    this.handshake = handshake;
    this.entry = entry;
    this.registry = registry;
    this.limits = limits;
    this.closing = new Closing(limits.closeMillis());
    this.encoding = deflate.map(PerMessageDeflate::encoding).orElse(FrameEncoding.PLAIN);
    this.outbox =
        new Outbox(limits.maxQueuedBytes(), limits.maxQueuedMessages(), registry.outgoing());
    this.writer = new FrameWriter(endPoint, outbox, registry.outgoing(), this);
    this.end = new ConnectionEnd(id, endPoint, outbox, writer, closing, registry.counters());
    FrameParser parser =
        new FrameParser(
            entry.maxMessageBytes(limits.maxMessageBytes()),
            limits.maxFragments(),
            registry.incoming(),
            deflate.map(PerMessageDeflate::inflation).orElse(null));
    this.lifetimeEnd = registry.lifetimes().end(System.nanoTime(), limits.lifetimeMillis());
    this.stay =
        registry.access().flatMap(log -> log.begin(handshake, Kind.WEB_SOCKET)).orElse(null);
    this.input = new FrameInput(this, end, parser, limits.maxPingsAtOnce(), registry.counters());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  // In

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    early = ByteBuffer.wrap(BufferUtil.toArray(bytes));
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0); // the sweeper pings instead
    input.open(this::enter, early);
    early = BufferUtil.EMPTY_BUFFER;
    if (!getEndPoint().isOpen()) {
      onEnd(); // so early that only the HTTP connection before this one was told
    }
  }

  private ConnectionHandler enter() {
    Entry used = entry;
    entry = null;
    return registry.opened(this, used);
  }

  /**
   * What inflates may become a thousand times as much: not on the selector, which serves others.
   */
  @Override
  public void onFillable() {
    if (encoding == FrameEncoding.PLAIN) {
      input.onFillable();
    } else {
      getExecutor().execute(input::onFillable);
    }
  }

  @Override
  public void readOn() {
    input.readOn();
  }

  // Out

  @Override
  public boolean queue(OutgoingMessage message) {
    if (closing.hasBegun()) {
      return false;
    }
    registry.counters().increment(Counter.MESSAGES_OUT);
    return isKept(outbox.add(encoding.frame(message))) && outbox.promise();
  }

  @Override
  public boolean queue(List<OutgoingMessage> group) {
    if (closing.hasBegun()) {
      return false;
    }
    registry.counters().add(Counter.MESSAGES_OUT, group.size());
    return isKept(outbox.add(encoding.frames(group))) && outbox.promise();
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void send(Batch batch, Receiver receiver, SlowReaders slowReaders) {
    if (outbox.hasEnded()) {
      return;
    }
    registry.counters().add(Counter.MESSAGES_OUT, batch.messages());
    isKept(writer.send(batch.encoded(encoding), receiver, slowReaders));
  }

  @Override
  public boolean isDrained() {
    return outbox.isEmpty() && writer.isIdle();
  }

  @Override
  public BudgetShare newShare() {
    return new BudgetShare(registry.outgoing());
  }

  @Override
  public void forget(Receiver receiver) {
    outbox.forget(receiver);
  }

  @Override
  public BooleanSupplier askForLife() {
    long asked = System.nanoTime();
    outbox.addPing(PING);
    writer.flush();
    return () -> input.isPaused() || input.heartbeat().hasHeardSince(asked);
  }

  @Override
  public long takeDropped(Receiver receiver) {
    return outbox.takeDropped(receiver);
  }

  @Override
  public void onBlocked(CloseReason impossible) {
    isKept(impossible);
  }

  /** Receivers that have ended, because they would have missed something. */
  private void tellMissing() {
    if (!outbox.hasMissing()) {
      return;
    }
    for (Receiver receiver : outbox.takeMissing()) {
      registry.counters().increment(Counter.SLOW_SUBSCRIBERS_CLOSED);
      receiver.missed();
    }
  }

  /** Whether the outbox keeps what it was given; otherwise this ends, for the reason it says. */
  private boolean isKept(CloseReason impossible) {
    if (impossible == null) {
      tellMissing();
      return true;
    }
    if (impossible == CloseReason.OVERLOADED) {
      end.abort(impossible, Counter.OUTGOING_OVERLOADED);
      return false;
    }
    boolean missed = impossible == CloseReason.MISSED_PUBLICATION;
    registry
        .counters()
        .increment(missed ? Counter.SLOW_SUBSCRIBERS_CLOSED : Counter.REPLIES_OVERFLOWED);
    outbox.clear();
    close(impossible);
    return false;
  }

  @Override
  public void ping(byte[] payload) {
    outbox.addPing(ServerFrameHeader.frame(ServerFrameHeader.PING, payload));
    writer.flush();
  }

  @Override
  public void pong(byte[] payload) {
    outbox.addPong(ServerFrameHeader.frame(ServerFrameHeader.PONG, payload));
    writer.flush();
  }

  /** Whether so much waits for the browser that it should not be listened to for now. */
  boolean isCongested() {
    return outbox.isCongested();
  }

  @Override
  public void onDrained() {
    end.endStream();
    input.readOn();
  }

  @Override
  public void onWriteFailed(Throwable cause) {
    getEndPoint().close(cause);
  }

  // The end

  boolean isClosing() {
    return closing.hasBegun();
  }

  @Override
  public void close(CloseReason reason) {
    end.close(reason);
  }

  @Override
  public void close(CloseStatus status, String operatorText) {
    end.close(status, operatorText);
  }

  @Override
  public void drop(String operatorText) {
    end.drop(operatorText);
  }

  /** How it is now; on any thread. */
  LiveConnection look(long now, ConnectionHandler handler) {
    return new LiveConnection(
        id,
        LiveConnection.Kind.WEBSOCKET,
        TimeUnit.NANOSECONDS.toMillis(now - opened),
        () -> LiveConnection.From.of(handshake),
        input.received(),
        writer.sent(),
        input.messages(),
        outbox.added() + writer.published(),
        outbox.bytes(),
        outbox.count(),
        outbox.dropped(),
        input.isPaused(),
        handler::occupant);
  }

  /** Looks after deadlines: silent peers, writes that make no progress, closes that get stuck. */
  void sweep(long now) {
    if (writer.isStalled(now, TimeUnit.MILLISECONDS.toNanos(limits.writeMillis()))) {
      end.abort(CloseReason.SLOW_READER, Counter.SLOW_READERS_CLOSED);
    } else if (closing.hasBegun()) {
      end.sweep(now);
    } else if (Lifetimes.isOver(lifetimeEnd, now)) {
      registry.counters().increment(Counter.LIFETIMES_OVER);
      close(CloseReason.LIFETIME_OVER);
    } else {
      outbox.rest();
      sweepSilence(now);
    }
  }

  /** A client that is not read from cannot be heard: then only writing shows that it lives. */
  private void sweepSilence(long now) {
    if (input.isPaused()) {
      return;
    }
    switch (input.heartbeat().look(now, limits)) {
      case FINE -> {}
      case PING -> {
        outbox.addPing(PING);
        writer.flush();
      }
      case GONE -> {
        registry.counters().increment(Counter.PONGS_MISSED);
        close(CloseReason.NO_PONG);
      }
    }
  }

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    onEnd();
  }

  /** The transport has ended; to hear it twice does not matter. */
  private void onEnd() {
    end.onTransportEnded();
    input.end();
  }

  /** The handler is about to hear its end. */
  void onGone() {
    registry.closed(this);
    if (stay != null) {
      stay.end(id, OptionalInt.of(input.heard().code()), input.received(), writer.sent());
    }
  }
}
