package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Credit;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Messenger;
import org.zmqwebbridge.gateway.MessengerSeat;
import org.zmqwebbridge.gateway.Notice;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What is published at a location, sent on to a PUB or PUSH endpoint as well: the channel's name,
 * and the body.
 *
 * <p>Owner thread: any sends; the loop's for the rest. Lifetime: from {@link #start} until it
 * leaves.
 */
final class Forward implements Messenger {
  private static final Logger log = LoggerFactory.getLogger(Forward.class);
  private static final long OF_THE_BRIDGE = 0; // no connection has this id

  private final String name;
  private final ByteBudget room;
  private final Counters counters;
  private final MessengerSeat seat;

  /**
   * @param endpoint its name
   * @param room what may wait to be sent, of all
   */
  private Forward(String endpoint, GatewayShards gateways, ByteBudget room, Counters counters) {
    this.name = endpoint;
    this.room = room;
    this.counters = counters;
    EndpointSpec spec =
        gateways
            .directory()
            .named(endpoint)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "relay.locations: forward: there is no endpoint " + endpoint));
    this.seat = gateways.seat(spec, this, new Credit(0));
  }

  /** One for each endpoint that a location names. */
  static Map<String, Forward> all(
      RelayConfig config, GatewayShards gateways, RelayContext context) {
    Map<String, Forward> all = new ConcurrentHashMap<>();
    config
        .locations()
        .forEach(
            location ->
                location
                    .publish()
                    .forward()
                    .ifPresent(
                        endpoint ->
                            all.computeIfAbsent(
                                endpoint,
                                any ->
                                    new Forward(
                                        endpoint,
                                        gateways,
                                        context.requestBytes(),
                                        context.counters()))));
    return all;
  }

  void start() {
    seat.join();
  }

  void leave() {
    seat.leave();
  }

  /**
   * Room for one message; it is to be {@link Sending#send sent} or given back.
   *
   * @return {@code null}: there is none now, because its services do not take what was sent
   */
  Sending tryReserve(String channel, byte[] body) {
    Charge charge =
        new RequestBudget(1, Long.MAX_VALUE, room, () -> {})
            .tryBegin(channel.length() + body.length);
    if (charge == null) {
      counters.increment(Counter.FORWARDS_REFUSED);
      return null;
    }
    if (!seat.trySpend()) {
      charge.end();
      counters.increment(Counter.FORWARDS_REFUSED);
      return null;
    }
    return new Sending(List.of(channel.getBytes(UTF_8), body), charge);
  }

  /** A message for which there is room. */
  final class Sending {
    private final List<byte[]> parts;
    private final Charge charge;

    private Sending(List<byte[]> parts, Charge charge) {
      this.parts = parts;
      this.charge = charge;
    }

    void send() {
      seat.send(parts, charge);
    }

    void giveBack() {
      charge.end();
      seat.forgo(parts.get(1).length);
    }
  }

  @Override
  public void joined(int credit) {
    log.info("what is published is forwarded to {}", name);
  }

  @Override
  public void refused(JoinError error) {
    log.error("what is published cannot be forwarded to {}: {}", name, error.text());
  }

  @Override
  public void credited(int messages) {}

  @Override
  public void abandoned() {
    counters.increment(Counter.FORWARDS_LOST);
  }

  @Override
  public void overflowed() {
    counters.increment(Counter.FORWARDS_LOST);
  }

  @Override
  public boolean takes(List<byte[]> parts) {
    return false;
  }

  @Override
  public boolean isDrained() {
    return true;
  }

  @Override
  public boolean received(List<byte[]> parts) {
    return false;
  }

  @Override
  public void flush() {}

  @Override
  public void lost(long messages, Loss why) {}

  @Override
  public boolean wantsNotices() {
    return false;
  }

  @Override
  public void notice(Notice notice, long count) {}

  @Override
  public long connectionId() {
    return OF_THE_BRIDGE;
  }

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String toString() {
    return "the forwarding to " + name;
  }
}
