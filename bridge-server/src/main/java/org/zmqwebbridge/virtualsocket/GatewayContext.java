package org.zmqwebbridge.virtualsocket;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.HostResolver;
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
  private VirtualSocketLimits limits;

  /**
   * @param loop the thread that owns the gateways
   * @param random the source of routes, reply addresses and secrets
   * @param openGateways how many are open in all shards
   */
  GatewayContext(
      ZmqLoop loop,
      HostResolver resolver,
      VirtualSocketLimits limits,
      Counters counters,
      SecureRandom random,
      AtomicInteger openGateways) {
    this.loop = loop;
    this.resolver = resolver;
    this.limits = limits;
    this.counters = counters;
    this.random = random;
    this.openGateways = openGateways;
  }

  ZmqLoop loop() {
    return loop;
  }

  HostResolver resolver() {
    return resolver;
  }

  VirtualSocketLimits limits() {
    return limits;
  }

  /** Those that hold from now on. */
  void limits(VirtualSocketLimits changed) {
    loop.assertOwner();
    limits = changed;
  }

  Counters counters() {
    return counters;
  }

  SecureRandom random() {
    return random;
  }

  AtomicInteger openGateways() {
    return openGateways;
  }

  boolean mayOpenAnother() {
    return openGateways.get() < limits.maxEndpoints();
  }
}
