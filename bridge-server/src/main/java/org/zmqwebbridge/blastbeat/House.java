package org.zmqwebbridge.blastbeat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.NodeLimits;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.SessionLimits;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.DirectOptions;
import org.zmqwebbridge.zmq.DirectRouter;
import org.zmqwebbridge.zmq.NamedPeers;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqLoop;
import org.zmqwebbridge.zmq.ZmqType;
import org.zmqwebbridge.zmq.wire.PeerType;

/**
 * What all sessions, nodes and hosts of one process share.
 *
 * <p>Owner thread: the loop's, but for {@link #config}, {@link #counters}, {@link #loop} and {@link
 * #count}, which are for any. Lifetime: the dialect's.
 */
final class House {
  private static final Logger log = LoggerFactory.getLogger(House.class);

  /** Of one message on a WebSocket. */
  static final int MAX_FRAGMENTS = 1_024;

  /** Of one node, for the loop: mostly small messages, of which many come at once. */
  private static final int UNREAD_BYTES = Integer.MAX_VALUE;

  /** For one node; what is more waits here, and its clients are not read from. */
  private static final int FULL_BYTES = 256 * 1024;

  private static final int HIGH_WATER_MARK = 1_000;
  private static final int HANDSHAKE_MILLIS = 1_000;

  private final ZmqLoop loop;
  private final Counters counters;
  private final Sessions sessions = new Sessions();
  private final Nodes nodes = new Nodes(this);
  private final SocketIoSessions socketIo;
  private final Routing routing = new Routing(this);
  private final Hearing hearing = new Hearing(this);
  private final ByteBudget replays;
  private final ByteBudget memory;
  private final ByteBudget incoming; // what messages on WebSockets take that have not come whole
  private final List<Carrier> unflushed = new ArrayList<>();
  private final AtomicInteger offered = new AtomicInteger(); // and not begun yet
  private volatile BlastbeatConfig config;
  private volatile boolean isDraining;

  House(BlastbeatConfig config, ZmqLoop loop, long maxIncomingBytes, Counters counters) {
    this.config = config;
    this.loop = loop;
    this.counters = counters;
    this.incoming = new ByteBudget(maxIncomingBytes);
    this.memory = new ByteBudget(config.options().memoryBytes());
    this.replays = new ByteBudget(config.limits().maxReplayBytesInAll());
    this.socketIo = new SocketIoSessions(this, config.limits().socketIo().maxWaitingBytesInAll());
  }

  ZmqLoop loop() {
    return loop;
  }

  Counters counters() {
    return counters;
  }

  Sessions sessions() {
    return sessions;
  }

  Nodes nodes() {
    return nodes;
  }

  SocketIoSessions socketIo() {
    return socketIo;
  }

  Routing routing() {
    return routing;
  }

  Hearing hearing() {
    return hearing;
  }

  /** What waits for nodes, and what is kept for hosts. */
  ByteBudget memory() {
    return memory;
  }

  /** What bodies take that are kept for another node. */
  ByteBudget replays() {
    return replays;
  }

  /** What messages on WebSockets take that have not come whole. */
  ByteBudget incoming() {
    return incoming;
  }

  BlastbeatConfig config() {
    return config;
  }

  /** From now on, this holds. */
  void config(BlastbeatConfig changed) {
    config = changed;
    memory.limit(changed.options().memoryBytes());
    replays.limit(changed.limits().maxReplayBytesInAll());
    socketIo.become();
  }

  /** What one session may take. */
  SessionLimits limits() {
    return config.limits().session();
  }

  /** The loop's time. */
  long now() {
    return loop.nanoTime();
  }

  /** Whether nobody new comes in, and each answer is the last of its connection. */
  boolean isDraining() {
    return isDraining;
  }

  void drain() {
    isDraining = true;
  }

  /**
   * Binds a router.
   *
   * @throws IllegalStateException if its address cannot be bound; the message says why
   */
  NamedPeers bind(RouterSpec router, SocketListener listener, boolean isPatient) {
    NodeLimits limits = config.limits().nodes();
    if (router.security().isNone() && !router.address().isInproc()) {
      DirectOptions options =
          new DirectOptions(
              PeerType.ROUTER,
              limits.maxMessageBytes(),
              HANDSHAKE_MILLIS,
              limits.maxPeers(),
              FULL_BYTES);
      return new DirectRouter(loop, options, router.address(), listener, isPatient, counters);
    }
    SocketOptions options =
        SocketOptions.bound(
                ZmqType.ROUTER,
                HIGH_WATER_MARK,
                limits.maxMessageBytes(),
                HANDSHAKE_MILLIS,
                limits.maxPeers())
            .unread(UNREAD_BYTES)
            .with(router.security())
            .handingOver();
    return new BoundAddresses(
        loop, options, new ZmqAddresses(List.of(router.address())), listener, isPatient);
  }

  // What is sent together

  /** A carrier has something to send. */
  void unflushed(Carrier carrier) {
    unflushed.add(carrier);
  }

  /** Sends what was gathered. */
  void flush() {
    for (Carrier carrier : unflushed) {
      carrier.flush();
    }
    unflushed.clear();
  }

  /**
   * Has something done for one client, after what was posted for it, and sends what comes of it;
   * false: there is too much.
   */
  boolean offer(Runnable task) {
    if (offered.incrementAndGet() > ZmqLoop.MAX_COMMANDS) {
      offered.decrementAndGet();
      counters.increment(Counter.LOOP_REFUSALS);
      return false;
    }
    post( // the loop has two queues, and a body must not overtake its request
        () -> {
          offered.decrementAndGet();
          task.run();
        });
    return true;
  }

  /** The same, where it must not be refused. */
  void post(Runnable task) {
    loop.post(
        () -> {
          task.run();
          flush();
        });
  }

  // What is counted and said

  /** A client is told that no node answers it. */
  void count(Refusal refusal) {
    counters.increment(
        switch (refusal.status()) {
          case 404, 421 -> Counter.BLASTBEAT_NOT_FOUND;
          case 502 -> Counter.BLASTBEAT_BAD_GATEWAY;
          case 503 -> Counter.BLASTBEAT_UNAVAILABLE;
          case 504 -> Counter.BLASTBEAT_TIMED_OUT;
          case 403 -> Counter.BLASTBEAT_ORIGINS_REFUSED;
          default -> Counter.BLASTBEAT_MALFORMED;
        });
  }

  /** A node has said what makes no sense. */
  void warn(Node node, String what) {
    counters.line(
        LineKind.DIALECT_FAILED,
        more -> log.warn("node {}: {}{}", node == null ? "(gone)" : node.name(), what, more));
  }
}
