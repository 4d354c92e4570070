package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.DurationHistogram;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Timing;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many responders after one ROUTER, bound at each address of an endpoint: an asker's last frame
 * names one, whose answer goes back by an id that works once, for that responder only. An ask that
 * comes before its page waits for it for a while.
 *
 * <p>Owner thread: the loop's. Lifetime: bound at the bridge's start, until its end.
 */
final class RepGateway extends Gateway implements SocketListener {
  /** How long the last answers may take to leave, on JeroMQ's thread; otherwise askers hang. */
  private static final int LINGER_MILLIS = 200;

  private final GatewayContext context;
  private final int maxMessageBytes; // of its socket, as long as it is open
  private final EndpointMeters meters;
  private final DurationHistogram durations;
  private final BoundAddresses router;
  private EndpointSpec endpoint;
  private final Responders responders;
  private final AsksInHand asks = new AsksInHand();
  private final AsksWithoutPage early;
  private final NameClaims claims = new NameClaims();
  private final Notices notices;
  private boolean draining;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  RepGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    this.context = context;
    this.responders = new Responders(context.random());
    this.early = new AsksWithoutPage(context.limits());
    this.meters = context.counters().endpoint(endpoint.name());
    this.durations = meters.durations(Timing.ASKS);
    this.notices = new Notices(context.loop().nanoTime());
    this.maxMessageBytes = context.limits().maxMessageBytes();
    this.endpoint = endpoint;
    this.router =
        new BoundAddresses(context.loop(), options(endpoint), endpoint.addresses(), this, patient);
  }

  private SocketOptions options(EndpointSpec endpoint) {
    return SocketOptions.bound(
            ZmqType.ROUTER,
            endpoint.highWaterMark(),
            maxMessageBytes,
            endpoint.handshakeMillis(),
            context.limits().maxPeersPerEndpoint())
        .with(endpoint.security());
  }

  @Override
  void retune(EndpointSpec changed) {
    endpoint = changed;
    router.retune(options(changed));
  }

  /** How many peers there may be, above all. */
  @Override
  void limitsChanged() {
    router.retune(options(endpoint));
  }

  /**
   * A responder wants in; nothing was said to it before. Where the holder of its name is asked for
   * a sign of life, it is let in or refused later.
   */
  Optional<JoinError> join(ResponderSeat seat) {
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
    early.takeFor(responder.identity()).forEach(ask -> offer(ask, seat));
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

  private void decideClaims(long now) {
    claims.takeRefused().forEach(seat -> seat.member().refused(JoinError.IN_USE));
    for (ResponderSeat newcomer : claims.takeGranted(now)) {
      meters.increment(Counter.HOLDERS_SILENT);
      admitLater(newcomer);
    }
  }

  /**
   * What a responder had in hand goes on, or ends.
   *
   * @param heir who has its name now, or {@code null}
   */
  private void haveLeft(ResponderSeat leaver, ResponderSeat heir) {
    notices.remove(leaver.member());
    boolean goesOn = endpoint.pageLeft() == PageLeft.NEXT;
    for (PendingAsk ask : asks.takeIf(each -> each.seat() == leaver)) {
      ask.end();
      ResponderSeat next = goesOn && heir == null ? responders.next() : heir;
      if (goesOn && next != null && ask.kept() > 0) {
        meters.increment(Counter.ASKS_GIVEN_ON);
        hand(ask.request(), next, ask.deadline());
      } else {
        refuse(ask.envelope(), AskOutcome.PAGE_LEFT);
      }
    }
  }

  /** A peer asks. */
  @Override
  public void onMessage(List<byte[]> frames) {
    PageRequest ask = PageRequest.of(frames);
    if (ask == null) {
      refuse(List.copyOf(frames), AskOutcome.MALFORMED);
      return;
    }
    ResponderSeat seat = responders.named(ask.identity());
    if (draining) {
      refuse(ask.envelope(), AskOutcome.SHUTDOWN);
    } else if (ask.bodyBytes() > context.limits().maxMessageBytes()) {
      refuse(ask.envelope(), AskOutcome.TOO_LARGE);
    } else if (seat == null) {
      keep(ask);
    } else {
      offer(ask, seat);
    }
  }

  /** Its page may be about to come. */
  private void keep(PageRequest ask) {
    if (!early.mayWait() || !ask.namesAPage()) {
      refuse(ask.envelope(), AskOutcome.NO_SUCH_PAGE);
    } else if (early.add(ask, context.loop().nanoTime())) {
      meters.increment(Counter.ASKS_WAITED);
    } else {
      meters.increment(Counter.ASKS_WITHOUT_PAGE_OVERFLOWED);
      answer(ask.envelope(), AskOutcome.OVERFLOW.encoded());
    }
  }

  private void offer(PageRequest request, ResponderSeat seat) {
    if (asks.size() >= context.limits().maxRequestsPerEndpoint()) {
      refuse(request.envelope(), AskOutcome.OVERFLOW);
    } else {
      meters.increment(Counter.ASKS);
      hand(request, seat, context.loop().nanoTime() + context.limits().requestNanos());
    }
  }

  private void hand(PageRequest request, ResponderSeat seat, long deadline) {
    long now = context.loop().nanoTime();
    boolean mayGoOn = endpoint.pageLeft() == PageLeft.NEXT;
    long maxKeptBytes = mayGoOn ? context.limits().maxAskBytesWithoutPage() : 0;
    PendingAsk ask = asks.add(seat, request, maxKeptBytes, now, deadline);
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - now));
    seat.member().asked(ask.id(), millis, request.body());
  }

  /** A responder answers. */
  void onAnswer(ResponderSeat seat, int id, List<byte[]> parts) {
    PendingAsk ask = asks.answered(seat, id);
    if (ask == null) {
      seat.unroutable();
      return;
    }
    meters.increment(Counter.ASKS_ANSWERED);
    durations.record(ask.nanosTaken(context.loop().nanoTime()));
    List<byte[]> message = new ArrayList<>(ask.envelope());
    message.addAll(parts);
    send(message);
  }

  /** A responder says that it cannot answer. */
  void onFailed(ResponderSeat seat, int id, String text) {
    PendingAsk ask = asks.answered(seat, id);
    if (ask == null) {
      seat.unroutable();
      return;
    }
    meters.increment(AskOutcome.FAILED.counter());
    answer(ask.envelope(), AskOutcome.FAILED.encoded(text));
  }

  /** A responder has too much to do for an ask. */
  void onOverflow(ResponderSeat seat, int id) {
    PendingAsk ask = asks.answered(seat, id);
    if (ask != null) {
      refuse(ask.envelope(), AskOutcome.OVERFLOW);
    }
  }

  private void refuse(List<byte[]> envelope, AskOutcome outcome) {
    meters.increment(outcome.counter());
    answer(envelope, outcome.encoded());
  }

  private void answer(List<byte[]> envelope, byte[] error) {
    List<byte[]> message = new ArrayList<>(envelope);
    message.add(error);
    send(message);
  }

  /** One that cannot be sent is dropped: its asker has gone, or takes nothing. */
  private void send(List<byte[]> message) {
    if (!router.send(message.toArray(byte[][]::new))) {
      meters.increment(Counter.ANSWERS_UNDELIVERABLE);
    }
  }

  private void end(Predicate<PendingAsk> which, AskOutcome outcome) {
    for (PendingAsk ask : asks.takeIf(which)) {
      ask.cancel();
      refuse(ask.envelope(), outcome);
    }
  }

  private void endEarly(List<PageRequest> ended, AskOutcome outcome) {
    ended.forEach(ask -> refuse(ask.envelope(), outcome));
  }

  /**
   * All askers have gone with their connections, and their routing ids may come to mean others: no
   * answer leads back to them.
   */
  @Override
  public void onPeerLost() {
    List<PendingAsk> lost = asks.takeIf(ask -> true);
    meters.add(Counter.ASKS_LOST, lost.size() + early.takeAll().size());
    lost.forEach(PendingAsk::cancel);
  }

  @Override
  void drain() {
    draining = true;
    endClaims();
    endEarly(early.takeAll(), AskOutcome.SHUTDOWN); // no page can come now
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
    router.onTick();
    decideClaims(now);
    end(ask -> ask.isOverdue(now), AskOutcome.TIMEOUT);
    endEarly(early.takeOverdue(now), AskOutcome.NO_SUCH_PAGE);
    meters.set(Gauge.ASKS_IN_FLIGHT, asks.size());
  }

  /** Never: a bound address stays, so that its services' peers can connect before any page does. */
  @Override
  boolean isIdle() {
    return false;
  }

  @Override
  void close() {
    endClaims();
    end(ask -> true, AskOutcome.SHUTDOWN);
    endEarly(early.takeAll(), AskOutcome.SHUTDOWN);
    meters.set(Gauge.ASKS_IN_FLIGHT, 0);
    router.close(LINGER_MILLIS);
  }
}
