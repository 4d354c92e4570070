package org.zmqwebbridge.virtualsocket;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * What every gateway of a shard needs.
 *
 * @param loop the thread that owns the gateways
 * @param random the source of routes, reply addresses and secrets
 * @param openGateways how many are open in all shards
 */
record GatewayContext(
    ZmqLoop loop,
    HostResolver resolver,
    VirtualSocketLimits limits,
    Counters counters,
    SecureRandom random,
    AtomicInteger openGateways) {

  boolean mayOpenAnother() {
    return openGateways.get() < limits.maxEndpoints();
  }
}
