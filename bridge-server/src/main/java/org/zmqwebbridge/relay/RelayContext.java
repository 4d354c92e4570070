package org.zmqwebbridge.relay;

import java.util.Map;
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
 * @param forwards what sends publications on to endpoints, by their names
 */
public record RelayContext(
    Gatekeeper gatekeeper,
    Leases leases,
    Rates rates,
    ByteBudget requestBytes,
    long heldMillis,
    Counters counters,
    Map<String, Forward> forwards) {

  /** One before it is known where publications are forwarded to. */
  public RelayContext(
      Gatekeeper gatekeeper,
      Leases leases,
      Rates rates,
      ByteBudget requestBytes,
      long heldMillis,
      Counters counters) {
    this(gatekeeper, leases, rates, requestBytes, heldMillis, counters, Map.of());
  }

  RelayContext with(Map<String, Forward> known) {
    return new RelayContext(
        gatekeeper, leases, rates, requestBytes, heldMillis, counters, Map.copyOf(known));
  }
}
