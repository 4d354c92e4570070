package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * Many responders after one ROUTER, bound at each address of an endpoint: an asker's last frame
 * names one, whose answer goes back by an id that works once, for that responder only. An ask that
 * comes before its page waits for it for a while.
 *
 * <p>Owner thread: the loop's. Lifetime: bound at the bridge's start, until its end.
 */
final class RepGateway extends Gateway implements SocketListener {
  private static final int SECRET_BYTES = 16;

  /** How long the last answers may take to leave, on JeroMQ's thread; otherwise askers hang. */
  private static final int LINGER_MILLIS = 200;

  private record Place(ResponderSeat seat, String reclaimSecret) {}

  private final GatewayContext context;
  private final int maxMessageBytes; // of its socket, as long as it is open
  private final EndpointMeters meters;
  private final DurationHistogram durations;
  private final BoundAddresses router;
  private EndpointSpec endpoint;
  private final Map<String, Place> members = new HashMap<>();
  private final Set<PendingAsk> asks = new LinkedHashSet<>(); // oldest first
  private final AsksWithoutPage early;
  private final Notices notices;
  private boolean draining;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  RepGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    this.context = context;
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
    return new SocketOptions(
        SocketOptions.Kind.ROUTER,
        endpoint.highWaterMark(),
        maxMessageBytes,
        endpoint.handshakeMillis(),
        context.limits().maxPeersPerEndpoint(),
        endpoint.security());
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

  /** A responder wants in; nothing was said to it before. */
  Optional<JoinError> join(ResponderSeat seat) {
    Responder responder = seat.member();
    Place other = members.get(responder.identity());
    String secret = other == null ? unguessable() : other.reclaimSecret();
    if (other != null && !equal(secret, responder.reclaim())) {
      return Optional.of(JoinError.IN_USE);
    }
    if (other != null) {
      leave(other.seat());
      other.seat().member().replaced();
    }
    members.put(responder.identity(), new Place(seat, secret));
    responder.joined(secret);
    seat.markJoined();
    notices.add(responder);
    early.takeFor(responder.identity()).forEach(ask -> offer(ask, seat));
    return Optional.empty();
  }

  private String unguessable() {
    byte[] secret = new byte[SECRET_BYTES];
    context.random().nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static boolean equal(String secret, String claim) {
    return MessageDigest.isEqual(secret.getBytes(UTF_8), claim.getBytes(UTF_8));
  }

  /** A responder has ended; does nothing for one that is no member. */
  void leave(ResponderSeat seat) {
    Place place = members.get(seat.member().identity());
    if (place != null && place.seat() == seat) {
      members.remove(seat.member().identity());
      notices.remove(seat.member());
      end(ask -> ask.seat() == seat, AskOutcome.PAGE_LEFT);
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
    Place place = members.get(ask.identity());
    if (draining) {
      refuse(ask.envelope(), AskOutcome.SHUTDOWN);
    } else if (ask.bodyBytes() > context.limits().maxMessageBytes()) {
      refuse(ask.envelope(), AskOutcome.TOO_LARGE);
    } else if (place == null) {
      keep(ask);
    } else {
      offer(ask, place.seat());
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
      answer(ask.envelope(), AskOutcome.OVERFLOW);
    }
  }

  private void offer(PageRequest request, ResponderSeat seat) {
    if (asks.size() >= context.limits().maxRequestsPerEndpoint()) {
      refuse(request.envelope(), AskOutcome.OVERFLOW);
    } else {
      hand(request, seat);
    }
  }

  private void hand(PageRequest request, ResponderSeat seat) {
    long now = context.loop().nanoTime();
    long nanos = context.limits().requestNanos();
    PendingAsk ask = new PendingAsk(seat, request.envelope(), now, now + nanos);
    asks.add(ask);
    meters.increment(Counter.ASKS);
    seat.member().asked(ask.id(), TimeUnit.NANOSECONDS.toMillis(nanos), request.body());
  }

  /** A responder answers. */
  void onAnswer(ResponderSeat seat, int id, List<byte[]> parts) {
    PendingAsk ask = seat.release(id);
    if (ask == null) {
      seat.unroutable();
      return;
    }
    asks.remove(ask);
    meters.increment(Counter.ASKS_ANSWERED);
    durations.record(ask.nanosTaken(context.loop().nanoTime()));
    List<byte[]> message = new ArrayList<>(ask.envelope());
    message.addAll(parts);
    send(message);
  }

  /** A responder says that it cannot answer. */
  void onFail(ResponderSeat seat, int id, byte[] said) {
    PendingAsk ask = seat.release(id);
    if (ask == null) {
      seat.unroutable();
      return;
    }
    asks.remove(ask);
    meters.increment(Counter.ASKS_FAILED);
    List<byte[]> message = new ArrayList<>(ask.envelope());
    message.add(said);
    send(message);
  }

  private void refuse(List<byte[]> envelope, AskOutcome outcome) {
    meters.increment(outcome.counter());
    answer(envelope, outcome);
  }

  private void answer(List<byte[]> envelope, AskOutcome outcome) {
    List<byte[]> message = new ArrayList<>(envelope);
    message.add(outcome.encoded());
    send(message);
  }

  /** One that cannot be sent is dropped: its asker has gone, or takes nothing. */
  private void send(List<byte[]> message) {
    if (!router.send(message.toArray(byte[][]::new))) {
      meters.increment(Counter.ANSWERS_UNDELIVERABLE);
    }
  }

  private void end(Predicate<PendingAsk> which, AskOutcome outcome) {
    for (Iterator<PendingAsk> all = asks.iterator(); all.hasNext(); ) {
      PendingAsk ask = all.next();
      if (which.test(ask)) {
        all.remove();
        ask.end();
        refuse(ask.envelope(), outcome);
        if (outcome != AskOutcome.PAGE_LEFT) {
          ask.seat().member().cancelled(ask.id());
        }
      }
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
    meters.add(Counter.ASKS_LOST, asks.size() + early.takeAll().size());
    asks.forEach(
        ask -> {
          ask.end();
          ask.seat().member().cancelled(ask.id());
        });
    asks.clear();
  }

  @Override
  void drain() {
    draining = true;
    endEarly(early.takeAll(), AskOutcome.SHUTDOWN); // no page can come now
    notices.tell(Notice.STOPPING);
  }

  @Override
  int asks() {
    return asks.size();
  }

  @Override
  void onTick(long now) {
    router.onTick();
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
    end(ask -> true, AskOutcome.SHUTDOWN);
    endEarly(early.takeAll(), AskOutcome.SHUTDOWN);
    meters.set(Gauge.ASKS_IN_FLIGHT, 0);
    router.close(LINGER_MILLIS);
  }
}
