package org.zmqwebbridge.blastbeat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.OpenPort;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.PortTls;
import org.zmqwebbridge.edge.Ports;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * BlastBeat, of one configuration: its listeners, its routers, and all that is between them.
 *
 * <p>Owner thread: the bridge's, for its life; the loop's for nodes and sessions.
 */
public final class BlastbeatDialect implements Dialect {
  private final House house;
  private final Entrance entrance;
  private final Report report;
  private final ConnectionLimits connections;
  private final LongConsumer ticker = this::onTick;
  private final Map<BindSpec, OpenPort> open = new LinkedHashMap<>(); // lock: itself
  private Ports ports;
  private volatile boolean isStarted;

  /** One that is not started yet. */
  public BlastbeatDialect(
      BlastbeatConfig config, ZmqLoop loop, EdgeLimits limits, Counters counters) {
    this.connections = limits.connection();
    this.house = new House(config, loop, limits.connection().maxIncomingBytesInAll(), counters);
    this.entrance =
        new Entrance(house, limits.handshake().handshakeMillis(), limits.exchange().bodyMillis());
    this.report = new Report(house, entrance);
  }

  @Override
  public String name() {
    return "BlastBeat";
  }

  @Override
  public void ports(Ports opener) {
    ports = opener;
  }

  // Its life

  @Override
  public void start() {
    BlastbeatConfig config = house.config();
    if (!config.isOn()) {
      return;
    }
    isStarted = true;
    onLoop(
        () -> {
          take(config, false);
          house.loop().onTick(ticker);
        });
    listen(config, tls(config));
  }

  /** On the loop: from now on, this holds. */
  private void take(BlastbeatConfig config, boolean isPatient) {
    house.config(config);
    house.nodes().bind(config, isPatient);
    Vhosts before = entrance.vhosts();
    Vhosts after = before.of(config, house);
    Set<Node> named = new HashSet<>();
    for (VhostSpec spec : config.vhosts()) {
      List<Node> nodes = house.nodes().of(config, spec);
      named.addAll(nodes);
      after.of(spec).become(spec, nodes);
    }
    entrance.vhosts(after);
    for (Session session : house.sessions().all()) {
      if (!after.contains(session.vhost())) {
        session.end(EndReason.AWAY);
      }
    }
    house.nodes().retain(named);
    house.flush();
  }

  private static Map<BindSpec, PortTls> tls(BlastbeatConfig config) {
    Map<BindSpec, PortTls> all = new LinkedHashMap<>();
    config.allBinds().forEach(bind -> config.tls(bind).ifPresent(tls -> all.put(bind, tls)));
    return all;
  }

  private void listen(BlastbeatConfig config, Map<BindSpec, PortTls> tls) {
    synchronized (open) {
      open.entrySet()
          .removeIf(
              entry -> {
                boolean isGone = !config.allBinds().contains(entry.getKey());
                if (isGone) {
                  entry.getValue().close();
                }
                return isGone;
              });
      for (BindSpec bind : config.allBinds()) {
        OpenPort there = open.get(bind);
        if (there == null) {
          open.put(bind, ports.open(port(bind, Optional.ofNullable(tls.get(bind)))));
        } else if (tls.containsKey(bind)) {
          there.renew(tls.get(bind));
        }
      }
    }
  }

  private Port port(BindSpec bind, Optional<PortTls> tls) {
    return new Port(
        "blastbeat " + bind,
        List.of(bind.socketAddress()),
        tls,
        connection -> new Client(connection, bind, entrance, house),
        Optional.of(stream -> StreamClient.open(stream, bind, entrance, house)),
        Optional.of(connections.withMaxQueuedBytes(house.config().options().maxWriteQueueBytes())));
  }

  private void onLoop(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    house
        .loop()
        .post(
            () -> {
              try {
                task.run();
                done.complete(null);
              } catch (RuntimeException failure) {
                done.completeExceptionally(failure);
              }
            });
    try {
      done.join();
    } catch (CompletionException failed) {
      throw new IllegalStateException("blastbeat: " + failed.getCause().getMessage(), failed);
    }
  }

  private void onTick(long now) {
    house.nodes().onTick(now);
    entrance.vhosts().all().forEach(vhost -> vhost.onTick(now));
    house.socketIo().onTick(now);
    house.flush();
    report.onTick(now);
  }

  /**
   * Looks at another configuration; sessions will stay, but those of hosts and nodes that are not
   * there any more.
   *
   * @return takes it over
   * @throws IllegalArgumentException if it means nothing; says what, and nothing has changed
   */
  public Runnable prepare(BlastbeatConfig changed) {
    if (!isStarted) {
      return () -> {};
    }
    boolean isSame = changed.equals(house.config());
    Map<BindSpec, PortTls> tls = tls(changed); // of the same files may be others
    return () -> {
      if (!isSame) {
        onLoop(() -> take(changed, true));
      }
      listen(changed, tls);
    };
  }

  /**
   * The number of the port of a bind.
   *
   * @throws IllegalArgumentException if it is not listened on
   */
  public int port(BindSpec bind) {
    synchronized (open) {
      OpenPort there = open.get(bind);
      if (there == null) {
        throw new IllegalArgumentException("nothing listens at " + bind);
      }
      return there.number();
    }
  }

  /**
   * Has a node get no other sessions than it has, or get some again.
   *
   * @return whether there is one of this name
   */
  public CompletionStage<Boolean> drain(String node, boolean isDrained) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    house
        .loop()
        .post(
            () -> {
              boolean isThere = false;
              for (Node each : house.nodes().all()) {
                if (each.name().equals(node)) {
                  each.drain(isDrained);
                  isThere = true;
                }
              }
              done.complete(isThere);
            });
    return done;
  }

  /** Nodes and hosts as they were less than a second ago. */
  public Snapshot snapshot() {
    return report.snapshot();
  }

  @Override
  public void gauges(Gauges gauges) {
    if (!house.config().isOn()) {
      return;
    }
    report.gauges(gauges);
    gauges
        .with(Gauge.BLASTBEAT_CONNECTIONS, entrance::connections)
        .with(Gauge.BLASTBEAT_SESSIONS, house.sessions()::size)
        .with(Gauge.BLASTBEAT_NODES, () -> report.snapshot().available())
        .with(Gauge.BLASTBEAT_WAITING, () -> report.snapshot().waiting())
        .with(Gauge.BLASTBEAT_CACHE_BYTES, () -> report.snapshot().cacheBytes());
  }

  // The end

  @Override
  public CompletionStage<Void> drain() {
    if (!isStarted) {
      return CompletableFuture.completedFuture(null);
    }
    house.drain();
    synchronized (open) {
      open.values().forEach(OpenPort::close);
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    house.post(
        () -> {
          for (Session session : house.sessions().all()) {
            session.drain();
          }
          report.whenEmpty(done);
        });
    return done;
  }

  @Override
  public CompletionStage<Void> close() {
    if (!isStarted) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    house.post(
        () -> {
          for (Session session : house.sessions().all()) {
            session.end(EndReason.AWAY);
          }
          house.flush();
          house.loop().cancelTick(ticker);
          house.nodes().close();
          done.complete(null);
        });
    return done;
  }
}
