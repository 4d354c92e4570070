package org.zmqwebbridge.relay;

import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.rate.Rates;

/**
 * What every visit at a location uses.
 *
 * @param requestBytes what all publications on their way into a store may take
 * @param heldMillis how long the edge holds a request
 */
public record RelayContext(
    Gatekeeper gatekeeper,
    Leases leases,
    Rates rates,
    ByteBudget requestBytes,
    long heldMillis,
    Counters counters) {}
