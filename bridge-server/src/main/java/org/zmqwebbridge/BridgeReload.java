package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.blastbeat.BlastbeatDialect;
import org.zmqwebbridge.door.DoorDialect;
import org.zmqwebbridge.door.DoorLimits;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.access.AccessLog;
import org.zmqwebbridge.edge.jetty.EdgeReload;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.grip.GripDialect;
import org.zmqwebbridge.mongrel2.Mongrel2Dialect;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.rate.Rates;
import org.zmqwebbridge.virtualsocket.VirtualSocketDialect;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.zws.ZwsDialect;

/**
 * Brings another configuration into the parts of a running bridge. First all is read, checked and
 * bound that could fail; then the parts are swapped; then the one that may not be here any more is
 * closed.
 *
 * <p>Owner thread: the one that reloads, one at a time.
 *
 * @param rates makes the paces of new connections
 */
record BridgeReload(
    JettyEdge edge,
    AccessLog accessLog,
    GatewayShards gateways,
    Gatekeeper gatekeeper,
    Leases leases,
    VirtualSocketDialect dialect,
    ZwsDialect zws,
    DoorDialect doors,
    Optional<GripDialect> grip,
    Mongrel2Dialect mongrel2,
    BlastbeatDialect blastbeat,
    Function<RateLimits, Rates> rates,
    LongSupplier nanoClock) {

  /**
   * Does it.
   *
   * @param before what the bridge goes by
   * @param wanted what it is to go by; what only a restart can change stays as it is
   * @throws IllegalArgumentException if something is wrong; nothing has changed then
   * @throws IllegalStateException if something cannot be had; nothing has changed then
   */
  ReloadReport apply(BridgeConfig before, BridgeConfig wanted) {
    long began = nanoClock.getAsLong();
    ConfigDifferences differences = ConfigDifferences.between(before, wanted);
    EdgeReload prepared = edge.prepare(wanted.edge());
    Runnable servers = mongrel2.prepare(wanted.mongrel2());
    Runnable vhosts = blastbeat.prepare(wanted.blastbeat());
    List<String> changed = new ArrayList<>(gateways.serve(wanted.endpoints()));
    changed.addAll(differences.reloaded());
    swap(before, wanted);
    servers.run();
    vhosts.run();
    edge.reload(prepared);
    if (prepared.certificate().isPresent()) {
      changed.add("tls (valid until " + edge.certificateExpiry().orElseThrow() + ")");
    }
    Map<CloseReason, Integer> closed = edge.reconsider();
    return new ReloadReport(
        changed,
        closed,
        List.copyOf(differences.restart()),
        List.of(),
        List.of(),
        TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - began));
  }

  /** What of these holds at doors. */
  static DoorLimits ofDoors(BridgeConfig config) {
    VirtualSocketLimits limits = config.limits();
    return new DoorLimits(
        limits.maxMessageBytes(),
        limits.second().maxParts(),
        limits.second().maxTopicsPerConnection(),
        limits.second().maxTopicBytes(),
        limits.second().heartbeatMillis(),
        limits.requestMillis(),
        config.edge().limits().exchange().heldMillis() / 10 * 9);
  }

  private void swap(BridgeConfig before, BridgeConfig wanted) {
    gatekeeper.ask(wanted.authorizer(), wanted.access().hookMillis());
    leases.firstFrameMillis(wanted.access().firstFrameMillis());
    if (!wanted.limits().equals(before.limits())) {
      dialect.limits(wanted.limits());
      gateways.limits(wanted.limits().gateway());
    }
    if (!wanted.rates().equals(before.rates())) {
      Rates changed = rates.apply(wanted.rates());
      dialect.rates(changed);
      zws.rates(changed);
      doors.rates(changed);
    }
    doors.limits(ofDoors(wanted));
    zws.limits(wanted.zwsLimits());
    grip.ifPresent(proxy -> proxy.routes(wanted.grip().routes()));
    accessLog.settings(wanted.accessLog());
  }
}
