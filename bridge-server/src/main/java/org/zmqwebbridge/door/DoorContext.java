package org.zmqwebbridge.door;

import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.rate.Rates;

/**
 * What every visit at a door uses.
 *
 * @param requestBytes what all clients may have in flight
 */
record DoorContext(
    Guard guard, GatewayShards gateways, ByteBudget requestBytes, DoorLimits limits) {

  DoorContext with(DoorLimits changed) {
    return new DoorContext(guard, gateways, requestBytes, changed);
  }

  DoorContext with(Rates changed) {
    return new DoorContext(guard.with(changed), gateways, requestBytes, limits);
  }

  Counters counters() {
    return guard.counters();
  }

  /** What one request takes of all; {@code null} if there is no room for it. */
  Charge charge(int bytes) {
    return new RequestBudget(1, Long.MAX_VALUE, requestBytes, () -> {}).tryBegin(bytes);
  }
}
