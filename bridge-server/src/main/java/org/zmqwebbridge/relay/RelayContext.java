package org.zmqwebbridge.relay;

import java.util.List;
import java.util.Map;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
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
    Guard guard,
    ByteBudget requestBytes,
    long heldMillis,
    RelayLimits limits,
    Map<String, Forward> forwards,
    Attendance attendance,
    CallOuts callOuts) {
  public RelayContext {
    forwards = Map.copyOf(forwards);
  }

  /** One before it is known where publications are forwarded to. */
  public RelayContext(
      Gatekeeper gatekeeper,
      Leases leases,
      Rates rates,
      ByteBudget requestBytes,
      long heldMillis,
      Counters counters) {
    this(
        new Guard(gatekeeper, leases, rates, counters, Counter.RELAY_DENIED),
        requestBytes,
        heldMillis,
        RelayLimits.DEFAULTS,
        Map.of(),
        new Attendance(),
        new CallOuts(List.of(), RelayLimits.DEFAULTS.maxCallOuts(), counters));
  }

  RelayContext with(Map<String, Forward> known) {
    return new RelayContext(guard, requestBytes, heldMillis, limits, known, attendance, callOuts);
  }

  /** The same for a relay with these hooks and limits. */
  RelayContext of(RelayConfig config) {
    CallOuts asked = new CallOuts(config.hooks(), config.limits().maxCallOuts(), counters());
    return new RelayContext(
        guard, requestBytes, heldMillis, config.limits(), forwards, attendance, asked);
  }

  Counters counters() {
    return guard.counters();
  }

  /** Where it is told what happens at a location. */
  ChannelEvents events(LocationSpec location, Channels channels) {
    return new ChannelEvents(location, channels, this);
  }

  /** What subscribers of a location lose that read too slowly; counted under its name. */
  SlowReaders slowReaders(LocationSpec location) {
    return new SlowReaders(
        location.streams().slowReaders(), counters().endpoint(location.path().text()));
  }
}
