package org.zmqwebbridge.gateway;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Tally;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * What every gateway of a shard needs.
 *
 * <p>Owner thread: the loop's; the limits may change.
 */
final class GatewayContext {
  private final ZmqLoop loop;
  private final HostResolver resolver;
  private final Counters counters;
  private final SecureRandom random;
  private final AtomicInteger openGateways;
  private final Function<String, LocalService> local;
  private final Inspector inspector; // null: messages may not be looked at
  private GatewayLimits limits;

  /**
   * @param loop the thread that owns the gateways
   * @param random the source of routes, reply addresses and secrets
   * @param openGateways how many of their ZeroMQ sockets are open in all shards
   * @param local what publishes within this process, by the name of its channels
   */
  GatewayContext(
      ZmqLoop loop,
      HostResolver resolver,
      GatewayLimits limits,
      Counters counters,
      SecureRandom random,
      AtomicInteger openGateways,
      Function<String, LocalService> local) {
    this(loop, resolver, limits, counters, random, openGateways, local, null);
  }

  /**
   * @param inspector looks at messages, or {@code null}
   */
  GatewayContext(
      ZmqLoop loop,
      HostResolver resolver,
      GatewayLimits limits,
      Counters counters,
      SecureRandom random,
      AtomicInteger openGateways,
      Function<String, LocalService> local,
      Inspector inspector) {
    this.inspector = inspector;
    this.loop = loop;
    this.resolver = resolver;
    this.limits = limits;
    this.counters = counters;
    this.random = random;
    this.openGateways = openGateways;
    this.local = local;
  }

  ZmqLoop loop() {
    return loop;
  }

  HostResolver resolver() {
    return resolver;
  }

  GatewayLimits limits() {
    return limits;
  }

  /** Those that hold from now on. */
  void limits(GatewayLimits changed) {
    loop.assertOwner();
    limits = changed;
  }

  /** Looks at messages; {@code null}: nobody may. */
  Inspector inspector() {
    return inspector;
  }

  Counters counters() {
    return counters;
  }

  SecureRandom random() {
    return random;
  }

  /**
   * What publishes within this process.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  LocalService local(String name) {
    return local.apply(name);
  }

  AtomicInteger openGateways() {
    return openGateways;
  }

  /** Whether so many more ZeroMQ sockets may be open. */
  boolean mayOpen(int sockets) {
    return openGateways.get() + sockets <= limits.maxEndpoints();
  }

  /** Opens something at each address or, if one fails, at none. */
  static <T> List<T> atEach(
      ZmqAddresses addresses, Function<ZmqEndpoint, T> opener, Consumer<T> closer) {
    List<T> opened = new ArrayList<>();
    try {
      addresses.all().forEach(address -> opened.add(opener.apply(address)));
      return opened;
    } catch (Throwable failure) {
      opened.forEach(closer);
      throw failure;
    }
  }

  /** The service at one address of an endpoint, kept connected from now on. */
  BackEnd backEnd(
      SocketOptions options, ZmqEndpoint address, SocketListener listener, Tally counters) {
    return new BackEnd(loop, options, address, resolver, listener, counters);
  }
}
