package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.TextMessage;
import org.zmqwebbridge.edge.jetty.MessageAssembler.MessageTooBigException;
import org.zmqwebbridge.observe.Counter;

/**
 * One browser's WebSocket on Jetty: joins its frames into messages, answers pings, and queues what
 * goes out.
 *
 * <p>Owner thread: Jetty's callbacks, one at a time, for what comes in; {@link #send} and {@link
 * #close} are for any thread; {@link #sweep} is the sweeper's. Lifetime: from the upgrade until
 * {@link #onClosed}.
 */
final class JettyConnection implements Connection, FrameHandler {
  private static final Logger log = LoggerFactory.getLogger(JettyConnection.class);
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final long id;
  private final Handshake handshake;
  private final ConnectionRegistry registry;
  private final EdgeLimits limits;
  private final OutboundQueue queue;
  private final MessageAssembler assembler;
  private CoreSession session;
  private ConnectionHandler handler;
  private volatile FrameWriter writer;
  private volatile CloseReason closing;
  private volatile long closingSince;
  private volatile long lastHeard;
  private long pingedAt;
  private boolean pinged;

  JettyConnection(long id, Handshake handshake, ConnectionRegistry registry, EdgeLimits limits) {
    this.id = id;
    this.handshake = handshake;
    this.registry = registry;
    this.limits = limits;
    this.queue = new OutboundQueue(limits.maxQueuedBytes(), limits.maxQueuedMessages());
    this.assembler = new MessageAssembler(limits.maxMessageBytes(), limits.maxFragments());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    lastHeard = System.nanoTime();
    writer = new FrameWriter(opened, queue);
    handler = registry.opened(this);
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    lastHeard = System.nanoTime();
    try {
      switch (frame.getOpCode()) {
        case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> onData(frame);
        case OpCode.PING -> writer.pong(copy(frame.getPayload()));
        default -> {} // a pong is only heard; Jetty answers a close
      }
    } catch (RuntimeException bug) {
      log.error("connection {}: {}", id, CloseReason.INTERNAL_ERROR.operatorText(), bug);
      close(CloseReason.INTERNAL_ERROR);
    }
    callback.succeeded();
    if (frame.getOpCode() != OpCode.CLOSE) {
      session.demand();
    }
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
    return copy.put(payload.duplicate()).flip();
  }

  private void onData(Frame frame) {
    if (closing != null) {
      return; // what a client sends to a closing connection is not read any more
    }
    try {
      ByteBuffer message = assembler.add(frame);
      if (message != null) {
        registry.counters().increment(Counter.MESSAGES_IN);
        if (assembler.isText()) {
          handler.onText(message);
        } else {
          handler.onBinary(message);
        }
      }
    } catch (MessageTooBigException tooBig) {
      registry.counters().increment(Counter.MESSAGES_TOO_BIG);
      close(CloseReason.TOO_BIG);
    }
  }

  @Override
  public void send(TextMessage message) {
    if (closing != null) {
      return;
    }
    int dropped = queue.add(message);
    if (dropped == OutboundQueue.OVERFLOW) {
      registry.counters().increment(Counter.REPLIES_OVERFLOWED);
      queue.clear();
      close(CloseReason.REPLIES_OVERFLOW);
      return;
    }
    if (dropped > 0) {
      registry.counters().add(Counter.DELIVERIES_DROPPED, dropped);
    }
    registry.counters().increment(Counter.MESSAGES_OUT);
    writer.wake();
  }

  @Override
  public void close(CloseReason reason) {
    synchronized (this) {
      if (closing != null) {
        return;
      }
      closingSince = System.nanoTime();
      closing = reason;
    }
    log.info("connection {}: {}", id, reason.operatorText());
    writer.close(reason);
  }

  /** Looks after deadlines: silent peers, writers that make no progress, closes that get stuck. */
  void sweep(long now) {
    if (writer.hasStalled(now, TimeUnit.MILLISECONDS.toNanos(limits.writeMillis()))) {
      registry.counters().increment(Counter.SLOW_READERS_CLOSED);
      abort(CloseReason.SLOW_READER);
    } else if (closing != null && now - closingSince >= CLOSE_NANOS) {
      session.abort();
    } else {
      sweepSilence(now);
    }
  }

  private void sweepSilence(long now) {
    boolean answered = lastHeard - pingedAt >= 0;
    if (pinged && answered) {
      pinged = false;
    }
    if (pinged) {
      if (now - pingedAt >= TimeUnit.MILLISECONDS.toNanos(limits.pongMillis())) {
        registry.counters().increment(Counter.PONGS_MISSED);
        abort(CloseReason.NO_PONG);
      }
    } else if (now - lastHeard >= TimeUnit.MILLISECONDS.toNanos(limits.pingMillis())) {
      pinged = true;
      pingedAt = now;
      writer.ping();
    }
  }

  /** Ends the transport at once: a close frame could not get through. */
  private void abort(CloseReason reason) {
    log.info("connection {}: {}", id, reason.operatorText());
    queue.clear();
    session.abort();
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    log.debug("connection {}: {}", id, cause.toString());
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    queue.clear();
    writer.abort(new IllegalStateException("connection " + id + " has ended"));
    try {
      registry.closed(this);
      handler.onClosed();
    } finally {
      callback.succeeded();
    }
  }
}
