package org.zmqwebbridge.virtualsocket.second;

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
 * @param gateways the way to ZeroMQ, and all that pages may name
 * @param requestBytes what all connections may have in flight
 * @param rates how fast pages may send
 */
public record SecondWireContext(
    Gatekeeper gatekeeper,
    Leases leases,
    GatewayShards gateways,
    ByteBudget requestBytes,
    Rates rates,
    Counters counters,
    SessionLimits limits) {}
