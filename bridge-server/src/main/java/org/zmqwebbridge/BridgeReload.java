package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.access.AccessLog;
import org.zmqwebbridge.edge.jetty.EdgeReload;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.rate.Rates;

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
    Dialects dialects,
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
    Runnable listeners = dialects.prepare(wanted);
    List<String> changed = new ArrayList<>(gateways.serve(wanted.endpoints()));
    changed.addAll(differences.reloaded());
    swap(before, wanted);
    listeners.run();
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

  private void swap(BridgeConfig before, BridgeConfig wanted) {
    gatekeeper.ask(wanted.authorizer(), wanted.access().hookMillis());
    leases.firstFrameMillis(wanted.access().firstFrameMillis());
    if (!wanted.limits().equals(before.limits())) {
      gateways.limits(wanted.limits().gateway());
    }
    if (!wanted.rates().equals(before.rates())) {
      dialects.rates(rates.apply(wanted.rates()));
    }
    dialects.swap(before, wanted);
    accessLog.settings(wanted.accessLog());
  }
}
