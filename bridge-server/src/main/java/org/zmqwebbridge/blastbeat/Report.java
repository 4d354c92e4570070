package org.zmqwebbridge.blastbeat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.observe.RowGauge;

/**
 * What is going on: a line in the log now and then, as BlastBeat has it, and figures of nodes and
 * hosts for anyone who asks.
 *
 * <p>Owner thread: the loop's; {@link #snapshot} is for any. Lifetime: the dialect's.
 */
final class Report {
  private static final Logger log = LoggerFactory.getLogger(Report.class);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final House house;
  private final Entrance entrance;
  private volatile Snapshot snapshot = Snapshot.EMPTY;
  private volatile Gauges gauges; // null: nobody wants rows
  private CompletableFuture<Void> empty; // null: nobody wants to know
  private long looked;
  private long logged;

  Report(House house, Entrance entrance) {
    this.house = house;
    this.entrance = entrance;
    this.looked = house.now() - LOOK_NANOS;
    this.logged = house.now();
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Says when there is no session any more. */
  void whenEmpty(CompletableFuture<Void> done) {
    empty = done;
    sayEmpty();
  }

  private void sayEmpty() {
    if (empty != null && house.sessions().size() == 0) {
      empty.complete(null);
      empty = null;
    }
  }

  void onTick(long now) {
    sayEmpty();
    if (now - looked >= LOOK_NANOS) {
      looked = now;
      take(look(now));
    }
    int seconds = house.config().options().statsSeconds();
    if (seconds > 0 && now - logged >= TimeUnit.SECONDS.toNanos(seconds)) {
      logged = now;
      line();
    }
  }

  /** Where rows of nodes and hosts go. */
  void gauges(Gauges all) {
    gauges = all;
  }

  private void take(Snapshot next) {
    Snapshot before = snapshot;
    snapshot = next;
    Gauges all = gauges;
    if (all == null) {
      return;
    }
    if (!next.nodeNames().equals(before.nodeNames())) {
      nodes(all, next.nodeNames());
    }
    if (!next.hostNames().equals(before.hostNames())) {
      hosts(all, next.hostNames());
    }
  }

  private void nodes(Gauges all, List<String> names) {
    node(all, RowGauge.BLASTBEAT_NODE_AVAILABLE, names, node -> node.isAvailable() ? 1 : 0);
    node(all, RowGauge.BLASTBEAT_NODE_SESSIONS, names, Snapshot.OfNode::sessions);
    node(all, RowGauge.BLASTBEAT_NODE_REQUESTS, names, Snapshot.OfNode::requests);
    node(all, RowGauge.BLASTBEAT_NODE_LOSSES, names, Snapshot.OfNode::losses);
    node(all, RowGauge.BLASTBEAT_NODE_WAITING, names, Snapshot.OfNode::waiting);
  }

  private void node(
      Gauges all, RowGauge gauge, List<String> names, ToLongFunction<Snapshot.OfNode> value) {
    all.rows(gauge, names, name -> snapshot.node(name).map(value::applyAsLong).orElse(0L));
  }

  private void hosts(Gauges all, List<String> names) {
    host(all, RowGauge.BLASTBEAT_HOST_SESSIONS, names, Snapshot.OfVhost::sessions);
    host(all, RowGauge.BLASTBEAT_HOST_GROUPS, names, Snapshot.OfVhost::groups);
    host(all, RowGauge.BLASTBEAT_HOST_CACHE_BYTES, names, Snapshot.OfVhost::keptBytes);
  }

  private void host(
      Gauges all, RowGauge gauge, List<String> names, ToLongFunction<Snapshot.OfVhost> value) {
    all.rows(gauge, names, name -> snapshot.host(name).map(value::applyAsLong).orElse(0L));
  }

  private Snapshot look(long now) {
    return new Snapshot(
        house.nodes().all().stream().map(node -> of(node, now)).toList(),
        entrance.vhosts().all().stream().map(Report::of).toList());
  }

  private static Snapshot.OfNode of(Node node, long now) {
    return new Snapshot.OfNode(
        node.name(),
        node.state().name().toLowerCase(Locale.ROOT),
        node.weight(),
        node.load(),
        node.asks().asked(),
        node.losses(),
        node.waiting(),
        node.silentMillis(now),
        node.asks());
  }

  private static Snapshot.OfVhost of(Vhost vhost) {
    return new Snapshot.OfVhost(
        vhost.spec().name(),
        vhost.nodes().stream().map(Node::name).toList(),
        vhost.sessions(),
        vhost.groups(),
        vhost.cache().size(),
        vhost.cache().bytes());
  }

  private void line() {
    Runtime runtime = Runtime.getRuntime();
    log.info(
        "active sessions: {} active connections: {} running memory: {} cache memory: {} total"
            + " memory: {}",
        house.sessions().size(),
        entrance.connections(),
        runtime.totalMemory() - runtime.freeMemory(),
        snapshot.cacheBytes(),
        runtime.totalMemory());
  }
}
