package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Lifetimes;
import org.zmqwebbridge.edge.websocket.PerMessageDeflate;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * All connections that are open.
 *
 * <p>Owner thread: none.
 */
final class ConnectionRegistry {
  private static final Logger log = LoggerFactory.getLogger(ConnectionRegistry.class);

  /** A connection that its dialect does not know yet. */
  private static final ConnectionHandler NONE =
      new ConnectionHandler() {
        @Override
        public void onText(ByteBuffer utf8) {}

        @Override
        public void onBinary(ByteBuffer payload) {}

        @Override
        public void onClosed(CloseStatus status) {}
      };

  private volatile ConnectionLimits limits;
  private volatile OriginPolicy origins = new OriginPolicy(List.of(), List.of());
  private final Executor executor;
  private final Counters counters;
  private final ByteBudget outgoing;
  private final ByteBudget incoming;
  private final AtomicLong ids = new AtomicLong();
  private final Map<JettyConnection, ConnectionHandler> open = new ConcurrentHashMap<>();
  private volatile boolean closing;
  private volatile boolean isDraining; // nobody should come
  private volatile boolean isRefusing; // nor may anybody
  private volatile Optional<AccessRecorder> access = Optional.empty();

  ConnectionRegistry(ConnectionLimits limits, Executor executor, Counters counters) {
    this.executor = executor;
    this.limits = limits;
    this.counters = counters;
    this.outgoing = new ByteBudget(limits.maxQueuedBytesInAll());
    this.incoming = new ByteBudget(limits.maxIncomingBytesInAll());
  }

  Counters counters() {
    return counters;
  }

  /** What all browsers that take no more may have waiting. */
  ByteBudget outgoing() {
    return outgoing;
  }

  /** What all browsers may have sent of messages that are not whole yet. */
  ByteBudget incoming() {
    return incoming;
  }

  /** Whether nobody may come in any more. */
  boolean isClosing() {
    return closing || isRefusing;
  }

  /** Whether that is for ever. */
  boolean isStopping() {
    return closing;
  }

  /** Whether load balancers should send nobody here. */
  boolean isUnwelcoming() {
    return isDraining || isClosing();
  }

  /** From now on, clients are wanted here or not, and may come in or not. */
  void welcomes(boolean areWanted, boolean mayComeIn) {
    isDraining = !areWanted;
    isRefusing = !mayComeIn;
  }

  /** Who is told of connections that stay. */
  Optional<AccessRecorder> access() {
    return access;
  }

  /** From now on, this one is. */
  void access(AccessRecorder told) {
    access = Optional.of(told);
  }

  /** How long each stays. */
  Lifetimes lifetimes() {
    return Lifetimes.RANDOM;
  }

  Executor executor() {
    return executor;
  }

  /** A number for a connection, or for an exchange. */
  long nextId() {
    return ids.incrementAndGet();
  }

  /**
   * @param deflate what the client has agreed on, if it has
   */
  JettyConnection create(
      Handshake handshake, Entry entry, EndPoint endPoint, Optional<PerMessageDeflate> deflate) {
    return new JettyConnection(nextId(), handshake, entry, endPoint, this, limits, deflate);
  }

  ConnectionHandler opened(JettyConnection connection, Entry entry) {
    open.put(connection, NONE);
    counters.increment(Counter.CONNECTIONS_OPENED);
    ConnectionHandler handler = entry.onOpen(connection);
    open.replace(connection, handler);
    reconsider(connection, handler); // a reload may have passed since it was asked for
    if (isClosing()) {
      connection.close(CloseReason.SHUTDOWN);
    }
    return handler;
  }

  void closed(JettyConnection connection) {
    if (open.remove(connection) != null) {
      counters.increment(Counter.CONNECTIONS_CLOSED);
    }
  }

  /** Which Origins may connect. */
  OriginPolicy origins() {
    return origins;
  }

  /** From now on, these may connect; see {@link #reconsider()} for those who have. */
  void origins(OriginPolicy changed) {
    origins = changed;
  }

  ConnectionLimits limits() {
    return limits;
  }

  /** From the next connection on, these hold; what all of them may keep, at once. */
  void limits(ConnectionLimits changed) {
    limits = changed;
    outgoing.limit(changed.maxQueuedBytesInAll());
    incoming.limit(changed.maxIncomingBytesInAll());
  }

  /**
   * Closes those that may not be here any more.
   *
   * @return how many, by the reason
   */
  Map<CloseReason, Integer> reconsider() {
    Map<CloseReason, Integer> closed = new EnumMap<>(CloseReason.class);
    open.forEach(
        (connection, handler) ->
            reconsider(connection, handler)
                .ifPresent(reason -> closed.merge(reason, 1, Integer::sum)));
    return closed;
  }

  private Optional<CloseReason> reconsider(JettyConnection connection, ConnectionHandler handler) {
    Optional<CloseReason> reason =
        origins.allows(connection.handshake()) || handler.isListedHere()
            ? handler.reconsider()
            : Optional.of(CloseReason.ORIGIN_WITHDRAWN);
    reason.ifPresent(
        why -> {
          counters.increment(Counter.RELOADS_CLOSED);
          connection.close(why);
        });
    return reason;
  }

  /** Hands over each that is open, with what its dialect made of it. */
  void each(BiConsumer<JettyConnection, ConnectionHandler> hearer) {
    open.forEach(hearer);
  }

  /** How many connections are open. */
  int openConnections() {
    return open.size();
  }

  /** Looks after every connection's deadlines; one that fails must not end the sweeping. */
  void sweep() {
    long now = System.nanoTime();
    for (Map.Entry<JettyConnection, ConnectionHandler> each : open.entrySet()) {
      JettyConnection connection = each.getKey();
      try {
        connection.sweep(now);
        each.getValue().onTick(now);
      } catch (RuntimeException bug) {
        counters.line(
            LineKind.CONNECTION_FAILED,
            bug,
            (more, trace) ->
                log.error(
                    "{}: cannot be looked after{}",
                    new ConnectionId(connection.id()),
                    more,
                    trace));
      }
    }
  }

  /** Lets nobody in any more; the one that gets in all the same is closed at once. */
  void stopAccepting() {
    closing = true;
  }

  /** What closes each, after what is queued for it. */
  Stream<Runnable> closings() {
    return open.keySet().stream().map(connection -> () -> connection.close(CloseReason.SHUTDOWN));
  }
}
