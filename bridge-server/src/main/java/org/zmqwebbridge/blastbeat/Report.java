package org.zmqwebbridge.blastbeat;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is going on: a line in the log now and then, as BlastBeat has it, and figures of nodes and
 * hosts for whoever asks.
 *
 * <p>Owner thread: the loop's; {@link #snapshot} is for any. Lifetime: the dialect's.
 */
final class Report {
  private static final Logger log = LoggerFactory.getLogger(Report.class);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final House house;
  private final Entrance entrance;
  private volatile Snapshot snapshot = Snapshot.EMPTY;
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
      snapshot = look(now);
    }
    int seconds = house.config().options().statsSeconds();
    if (seconds > 0 && now - logged >= TimeUnit.SECONDS.toNanos(seconds)) {
      logged = now;
      line();
    }
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
        node.requests(),
        node.losses(),
        node.waiting(),
        node.silentMillis(now));
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
