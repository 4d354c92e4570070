package org.zmqwebbridge.gateway;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;

/**
 * Many responders that answer what ZeroMQ peers ask at one endpoint: who is there, and under which
 * name; {@link Asks} has what they are asked.
 *
 * <p>Owner thread: the loop's. Lifetime: bound at the bridge's start, until its end.
 */
final class RepGateway extends Gateway {
  private final GatewayContext context;
  private final EndpointMeters meters;
  private final Responders responders;
  private final NameClaims claims = new NameClaims();
  private final Notices notices;
  private final Asks asks;
  private EndpointSpec endpoint;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  RepGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    this.context = context;
    this.responders = new Responders(context.random());
    this.meters = context.counters().endpoint(endpoint.name());
    this.notices = new Notices(context.loop().nanoTime());
    this.endpoint = endpoint;
    this.asks = new Asks(endpoint, context, meters, responders, patient);
  }

  @Override
  void retune(EndpointSpec changed) {
    endpoint = changed;
    asks.retune(changed);
  }

  /** How many peers there may be, above all. */
  @Override
  void limitsChanged() {
    asks.retune(endpoint);
  }

  /**
   * A responder wants in; nothing was said to it before. Where the holder of its name is asked for
   * a sign of life, it is let in or refused later.
   */
  Optional<JoinError> join(ResponderSeat seat) {
    if (seat.member().identity().isEmpty() && !endpoint.asks().areForAny()) {
      return Optional.of(JoinError.NO_IDENTITY);
    }
    if (responders.mayTake(seat.member())) {
      admit(seat);
      return Optional.empty();
    }
    ResponderSeat holder = responders.named(seat.member().identity());
    long deadline = context.loop().nanoTime() + context.limits().signOfLifeNanos();
    if (!claims.add(seat, holder, deadline)) {
      return Optional.of(JoinError.IN_USE);
    }
    meters.increment(Counter.HOLDERS_ASKED);
    return Optional.empty();
  }

  private void admit(ResponderSeat seat) {
    Responder responder = seat.member();
    ResponderSeat other = responders.named(responder.identity());
    String secret = responders.put(seat);
    responder.joined(secret);
    seat.markJoined();
    notices.add(responder);
    if (other != null) {
      haveLeft(/* leaver= */ other, /* heir= */ seat);
      other.member().replaced();
    }
    asks.onJoined(seat);
  }

  private void admitLater(ResponderSeat seat) {
    context.counters().increment(Counter.SOCKETS_OPENED);
    admit(seat);
  }

  /** A responder has ended; does nothing for one that is no member, and does not wait to be. */
  void leave(ResponderSeat seat) {
    claims.remove(seat);
    if (responders.remove(seat)) {
      haveLeft(seat, null);
      ResponderSeat newcomer = claims.takeFor(seat.member().identity());
      if (newcomer != null) {
        admitLater(newcomer);
      }
    }
  }

  private void haveLeft(ResponderSeat leaver, ResponderSeat heir) {
    notices.remove(leaver.member());
    asks.onLeft(leaver, heir);
  }

  private void decideClaims(long now) {
    claims.takeRefused().forEach(seat -> seat.member().refused(JoinError.IN_USE));
    for (ResponderSeat newcomer : claims.takeGranted(now)) {
      meters.increment(Counter.HOLDERS_SILENT);
      admitLater(newcomer);
    }
  }

  /** A responder answers. */
  void onAnswer(ResponderSeat seat, int id, List<byte[]> parts) {
    asks.onAnswer(seat, id, parts);
  }

  /** A responder says that it cannot answer. */
  void onFailed(ResponderSeat seat, int id, String text) {
    asks.onFailed(seat, id, text);
  }

  /** A responder has too much to do for an ask. */
  void onOverflow(ResponderSeat seat, int id) {
    asks.onOverflow(seat, id);
  }

  /** A responder may be asked again. */
  void onTakesMore(ResponderSeat seat) {
    if (responders.has(seat)) {
      asks.onTakesMore(seat);
    }
  }

  @Override
  void drain() {
    endClaims();
    asks.drain();
    notices.tell(Notice.STOPPING);
  }

  private void endClaims() {
    claims.takeAll().forEach(seat -> seat.member().refused(JoinError.UNAVAILABLE));
  }

  @Override
  int asks() {
    return asks.size();
  }

  @Override
  void onTick(long now) {
    decideClaims(now);
    asks.onTick(now);
  }

  /** Never: a bound address stays, so that its services' peers can connect before any page does. */
  @Override
  boolean isIdle() {
    return false;
  }

  @Override
  void close() {
    endClaims();
    asks.close();
  }
}
