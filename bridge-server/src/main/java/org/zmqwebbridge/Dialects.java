package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.blastbeat.BlastbeatDialect;
import org.zmqwebbridge.door.DoorDialect;
import org.zmqwebbridge.door.DoorLimits;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.edge.WireRoute;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripDialect;
import org.zmqwebbridge.mongrel2.Mongrel2Dialect;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.rate.Rates;
import org.zmqwebbridge.relay.RelayContext;
import org.zmqwebbridge.relay.RelayDialect;
import org.zmqwebbridge.virtualsocket.VirtualSocketDialect;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqLoop;
import org.zmqwebbridge.zws.ZwsContext;
import org.zmqwebbridge.zws.ZwsDialect;

/**
 * All the dialects of a bridge, set up with what they share. None knows another; this alone knows
 * them all.
 *
 * <p>Owner thread: its maker's, then the one that reloads. Lifetime: the bridge's.
 */
final class Dialects {
  /**
   * What they share.
   *
   * @param loop of those dialects that have sockets of their own
   */
  record Shared(
      Gatekeeper gatekeeper,
      Leases leases,
      GatewayShards gateways,
      ChannelStores stores,
      Rates rates,
      Workers workers,
      ZmqLoop loop,
      HostResolver resolver,
      Counters counters) {}

  private final VirtualSocketDialect virtualSockets;
  private final ZwsDialect zws;
  private final DoorDialect doors;
  private final RelayDialect relay;
  private final Optional<GripDialect> grip;
  private final Mongrel2Dialect mongrel2;
  private final BlastbeatDialect blastbeat;
  private final List<Dialect> all;

  Dialects(BridgeConfig config, Shared shared) {
    ByteBudget requestBytes = new ByteBudget(config.limits().maxRequestBytesInAll());
    this.virtualSockets = virtualSockets(config, shared, requestBytes);
    this.zws = zws(config, shared, requestBytes);
    this.doors = doors(config, shared, requestBytes);
    this.relay = relay(config, shared, requestBytes);
    this.grip = Optional.of(config.grip()).filter(GripConfig::isOn).map(on -> grip(on, shared));
    this.mongrel2 =
        new Mongrel2Dialect(
            config.mongrel2(),
            shared.loop,
            shared.workers.files(),
            config.edge().limits(),
            shared.counters);
    this.blastbeat =
        new BlastbeatDialect(
            config.blastbeat(), shared.loop, config.edge().limits(), shared.counters);
    List<Dialect> spoken = new ArrayList<>(List.of(virtualSockets, zws, relay, doors));
    grip.ifPresent(spoken::add);
    spoken.addAll(List.of(mongrel2, blastbeat));
    this.all = List.copyOf(spoken);
  }

  private static VirtualSocketDialect virtualSockets(
      BridgeConfig config, Shared shared, ByteBudget requestBytes) {
    return new VirtualSocketDialect(
        shared.gatekeeper,
        shared.leases,
        shared.gateways,
        config.limits(),
        requestBytes,
        shared.rates,
        shared.counters);
  }

  private static ZwsDialect zws(BridgeConfig config, Shared shared, ByteBudget requestBytes) {
    return new ZwsDialect(
        new ZwsContext(
            shared.gatekeeper,
            shared.leases,
            shared.gateways,
            requestBytes,
            shared.rates,
            shared.counters,
            config.zwsLimits()));
  }

  private static DoorDialect doors(BridgeConfig config, Shared shared, ByteBudget requestBytes) {
    return new DoorDialect(
        shared.gatekeeper,
        shared.leases,
        shared.gateways,
        limitsOfDoors(config),
        requestBytes,
        shared.rates,
        shared.counters);
  }

  private static RelayDialect relay(BridgeConfig config, Shared shared, ByteBudget requestBytes) {
    RelayContext context =
        new RelayContext(
            shared.gatekeeper,
            shared.leases,
            shared.rates,
            requestBytes,
            config.edge().limits().exchange().heldMillis(),
            shared.counters);
    return new RelayDialect(config.relay(), context, shared.stores.byName(), shared.gateways);
  }

  private static GripDialect grip(GripConfig config, Shared shared) {
    Guard guard =
        new Guard(
            shared.gatekeeper, shared.leases, shared.rates, shared.counters, Counter.GRIP_DENIED);
    return new GripDialect(
        config,
        guard,
        shared.stores.byName().get(config.store()),
        shared.workers.timer(),
        shared.loop,
        shared.resolver);
  }

  /** In the order in which they are started and asked. */
  List<Dialect> all() {
    return all;
  }

  VirtualSocketDialect virtualSockets() {
    return virtualSockets;
  }

  RelayDialect relay() {
    return relay;
  }

  /** Empty: it is not spoken. */
  Optional<GripDialect> grip() {
    return grip;
  }

  Mongrel2Dialect mongrel2() {
    return mongrel2;
  }

  BlastbeatDialect blastbeat() {
    return blastbeat;
  }

  /** Who is asked about a WebSocket that is not one of virtual sockets, one after the other. */
  List<Upgrader> otherUpgraders() {
    List<Upgrader> others = new ArrayList<>(List.of(relay.upgrader(), zws.upgrader()));
    grip.ifPresent(proxy -> others.add(proxy.upgrader()));
    return others;
  }

  List<Route> routes() {
    return all.stream().flatMap(dialect -> dialect.routes().stream()).toList();
  }

  List<WireRoute> wireRoutes() {
    return all.stream().flatMap(dialect -> dialect.wireRoutes().stream()).toList();
  }

  /**
   * Reads, checks and binds what of a reload could fail.
   *
   * @return goes by it
   * @throws IllegalArgumentException if something is wrong; nothing has changed then
   * @throws IllegalStateException if something cannot be had; nothing has changed then
   */
  Runnable prepare(BridgeConfig wanted) {
    Runnable servers = mongrel2.prepare(wanted.mongrel2());
    Runnable vhosts = blastbeat.prepare(wanted.blastbeat());
    return () -> {
      servers.run();
      vhosts.run();
    };
  }

  /** Goes by other limits and routes, which cannot fail. */
  void swap(BridgeConfig before, BridgeConfig wanted) {
    if (!wanted.limits().equals(before.limits())) {
      virtualSockets.limits(wanted.limits());
    }
    doors.limits(limitsOfDoors(wanted));
    zws.limits(wanted.zwsLimits());
    grip.ifPresent(proxy -> proxy.routes(wanted.grip().routes()));
  }

  /** Gives new connections these paces. */
  void rates(Rates changed) {
    virtualSockets.rates(changed);
    zws.rates(changed);
    doors.rates(changed);
  }

  private static DoorLimits limitsOfDoors(BridgeConfig config) {
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
}
