package org.zmqwebbridge.zws;

import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.rate.Rates;

/**
 * What a session works with, the same for all connections that come until a reload.
 *
 * @param gatekeeper asks the hooks
 * @param leases what they have granted
 * @param gateways the way to ZeroMQ, and all that clients may name
 * @param requestBytes what all connections may have in flight
 * @param rates how fast clients may send
 */
public record ZwsContext(
    Gatekeeper gatekeeper,
    Leases leases,
    GatewayShards gateways,
    ByteBudget requestBytes,
    Rates rates,
    Counters counters,
    ZwsLimits limits) {
  /** The same with other limits. */
  ZwsContext with(ZwsLimits changed) {
    return new ZwsContext(gatekeeper, leases, gateways, requestBytes, rates, counters, changed);
  }

  /** The same with other rates. */
  ZwsContext with(Rates changed) {
    return new ZwsContext(gatekeeper, leases, gateways, requestBytes, changed, counters, limits);
  }
}
