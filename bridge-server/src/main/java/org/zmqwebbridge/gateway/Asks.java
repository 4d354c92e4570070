package org.zmqwebbridge.gateway;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.DurationHistogram;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Timing;
import org.zmqwebbridge.zmq.SocketListener;

/**
 * The asks of one endpoint, from their arrival to their outcome: an asker's last frame names a
 * responder, whose answer goes back by an id that works once, for that responder only. An ask that
 * comes before its page waits for it for a while.
 *
 * <p>Owner thread: the loop's, with its {@link RepGateway}.
 */
final class Asks implements SocketListener {
  private final GatewayContext context;
  private final EndpointMeters meters;
  private final DurationHistogram durations;
  private final Responders responders;
  private final Askers askers;
  private final AsksInHand inHand = new AsksInHand();
  private final AsksWithoutPage early;
  private EndpointSpec endpoint;
  private boolean draining;

  /**
   * Binds.
   *
   * @param responders who is there
   * @param patient whether its address may still be held by the gateway before it
   */
  Asks(
      EndpointSpec endpoint,
      GatewayContext context,
      EndpointMeters meters,
      Responders responders,
      boolean patient) {
    this.endpoint = endpoint;
    this.context = context;
    this.meters = meters;
    this.durations = meters.durations(Timing.ASKS);
    this.responders = responders;
    this.early = new AsksWithoutPage(context.limits());
    this.askers = new Askers(endpoint, context, meters, this, patient);
  }

  /** Its endpoint's settings are these from now on, or its limits have changed. */
  void retune(EndpointSpec changed) {
    endpoint = changed;
    askers.retune(changed);
  }

  /** A peer asks. */
  @Override
  public void onMessage(List<byte[]> frames) {
    PageRequest ask = PageRequest.of(frames);
    if (ask == null) {
      askers.refuse(List.copyOf(frames), AskOutcome.MALFORMED);
      return;
    }
    ResponderSeat seat = responders.named(ask.identity());
    if (draining) {
      askers.refuse(ask.envelope(), AskOutcome.SHUTDOWN);
    } else if (ask.bodyBytes() > context.limits().maxMessageBytes()) {
      askers.refuse(ask.envelope(), AskOutcome.TOO_LARGE);
    } else if (seat == null) {
      keep(ask);
    } else {
      offer(ask, seat);
    }
  }

  /** Its page may be about to come. */
  private void keep(PageRequest ask) {
    if (!early.mayWait() || !ask.namesAPage()) {
      askers.refuse(ask.envelope(), AskOutcome.NO_SUCH_PAGE);
    } else if (early.add(ask, context.loop().nanoTime())) {
      meters.increment(Counter.ASKS_WAITED);
    } else {
      askers.refuse(ask.envelope(), AskOutcome.OVERFLOW, Counter.ASKS_WITHOUT_PAGE_OVERFLOWED);
    }
  }

  /** Somebody has come. */
  void onJoined(ResponderSeat seat) {
    early.takeFor(seat.member().identity()).forEach(ask -> offer(ask, seat));
  }

  private void offer(PageRequest request, ResponderSeat seat) {
    if (inHand.size() >= context.limits().maxRequestsPerEndpoint()) {
      askers.refuse(request.envelope(), AskOutcome.OVERFLOW);
    } else {
      meters.increment(Counter.ASKS);
      hand(request, seat, context.loop().nanoTime() + context.limits().requestNanos());
    }
  }

  private void hand(PageRequest request, ResponderSeat seat, long deadline) {
    long now = context.loop().nanoTime();
    long maxKeptBytes = goesOn() ? context.limits().maxAskBytesWithoutPage() : 0;
    PendingAsk ask = inHand.add(seat, request, maxKeptBytes, now, deadline);
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - now));
    seat.member().asked(ask.id(), millis, request.body());
  }

  private boolean goesOn() {
    return endpoint.pageLeft() == PageLeft.NEXT;
  }

  /**
   * What a responder had in hand goes on, or ends.
   *
   * @param heir who has its name now, or {@code null}
   */
  void onLeft(ResponderSeat leaver, ResponderSeat heir) {
    for (PendingAsk ask : inHand.takeIf(each -> each.seat() == leaver)) {
      ask.end();
      ResponderSeat next = goesOn() && heir == null ? responders.next() : heir;
      if (goesOn() && next != null && ask.kept() > 0) {
        meters.increment(Counter.ASKS_GIVEN_ON);
        hand(ask.request(), next, ask.deadline());
      } else {
        askers.refuse(ask.envelope(), AskOutcome.PAGE_LEFT);
      }
    }
  }

  /** A responder answers. */
  void onAnswer(ResponderSeat seat, int id, List<byte[]> parts) {
    PendingAsk ask = inHand.answered(seat, id);
    if (ask == null) {
      seat.unroutable();
      return;
    }
    meters.increment(Counter.ASKS_ANSWERED);
    durations.record(ask.nanosTaken(context.loop().nanoTime()));
    askers.answer(ask.envelope(), parts);
  }

  /** A responder says that it cannot answer. */
  void onFailed(ResponderSeat seat, int id, String text) {
    PendingAsk ask = inHand.answered(seat, id);
    if (ask == null) {
      seat.unroutable();
      return;
    }
    askers.fail(ask.envelope(), text);
  }

  /** A responder has too much to do for an ask. */
  void onOverflow(ResponderSeat seat, int id) {
    PendingAsk ask = inHand.answered(seat, id);
    if (ask != null) {
      askers.refuse(ask.envelope(), AskOutcome.OVERFLOW);
    }
  }

  private void end(Predicate<PendingAsk> which, AskOutcome outcome) {
    for (PendingAsk ask : inHand.takeIf(which)) {
      ask.cancel();
      askers.refuse(ask.envelope(), outcome);
    }
  }

  private void endEarly(List<PageRequest> ended, AskOutcome outcome) {
    ended.forEach(ask -> askers.refuse(ask.envelope(), outcome));
  }

  /**
   * All askers have gone with their connections, and their routing ids may come to mean others: no
   * answer leads back to them.
   */
  @Override
  public void onPeerLost() {
    List<PendingAsk> lost = inHand.takeIf(ask -> true);
    meters.add(Counter.ASKS_LOST, lost.size() + early.takeAll().size());
    lost.forEach(PendingAsk::cancel);
  }

  /** Nothing new is taken from now on. */
  void drain() {
    draining = true;
    endEarly(early.takeAll(), AskOutcome.SHUTDOWN); // no page can come now
  }

  /** How many responders have in hand. */
  int size() {
    return inHand.size();
  }

  void onTick(long now) {
    askers.onTick();
    end(ask -> ask.isOverdue(now), AskOutcome.TIMEOUT);
    endEarly(early.takeOverdue(now), AskOutcome.NO_SUCH_PAGE);
    meters.set(Gauge.ASKS_IN_FLIGHT, inHand.size());
  }

  void close() {
    end(ask -> true, AskOutcome.SHUTDOWN);
    endEarly(early.takeAll(), AskOutcome.SHUTDOWN);
    meters.set(Gauge.ASKS_IN_FLIGHT, 0);
    askers.close();
  }
}
