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
 * responder, or any is asked, in turns; its answer goes back by an id that works once, for that
 * responder only. An ask that comes before its page waits for it for a while, and one that nobody
 * takes now until somebody does.
 *
 * <p>Owner thread: the loop's, with its {@link RepGateway}.
 */
final class Asks implements SocketListener {
  private static final String NO_PAGE = "No page is connected to this endpoint.";
  private static final String NOBODY_TOOK_IT = "No page took the request in time.";

  private final GatewayContext context;
  private final EndpointMeters meters;
  private final DurationHistogram durations;
  private final Responders responders;
  private final Askers askers;
  private final AskTurns turns = new AskTurns(); // of those that take asks for any
  private final AsksInHand inHand = new AsksInHand();
  private final AsksWithoutPage waiting;
  private final boolean forAny; // of those that are there
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
    this.forAny = endpoint.asks().areForAny();
    this.context = context;
    this.meters = meters;
    this.durations = meters.durations(Timing.ASKS);
    this.responders = responders;
    this.waiting = new AsksWithoutPage(context.limits());
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
    PageRequest ask = forAny ? PageRequest.forAny(frames) : PageRequest.of(frames);
    if (ask == null) {
      askers.refuse(List.copyOf(frames), AskOutcome.MALFORMED);
    } else if (draining) {
      askers.refuse(ask.envelope(), AskOutcome.SHUTDOWN);
    } else if (ask.bodyBytes() > context.limits().maxMessageBytes()) {
      askers.refuse(ask.envelope(), AskOutcome.TOO_LARGE);
    } else {
      find(ask);
    }
  }

  private void find(PageRequest ask) {
    ResponderSeat seat = forAny ? turns.next() : responders.named(ask.identity());
    if (seat == null) {
      keep(ask);
    } else {
      offer(ask, seat, newDeadline());
    }
  }

  private long newDeadline() {
    return context.loop().nanoTime() + context.limits().requestNanos();
  }

  /** Its page may be about to come, or one that is there takes it later. */
  private void keep(PageRequest ask) {
    boolean isThere = forAny && !responders.isEmpty();
    if (!isThere && (!waiting.mayWait() || !(forAny || ask.namesAPage()))) {
      refuseWithoutPage(ask);
      return;
    }
    long deadline = newDeadline();
    boolean kept =
        isThere
            ? waiting.add(ask, deadline)
            : waiting.add(ask, context.loop().nanoTime(), deadline);
    if (kept) {
      meters.increment(Counter.ASKS_WAITED);
    } else {
      askers.refuse(ask.envelope(), AskOutcome.OVERFLOW, Counter.ASKS_WITHOUT_PAGE_OVERFLOWED);
    }
  }

  private void refuseWithoutPage(PageRequest ask) {
    if (!forAny) {
      askers.refuse(ask.envelope(), AskOutcome.NO_SUCH_PAGE);
    } else if (responders.isEmpty()) {
      askers.refuse(ask.envelope(), AskOutcome.NO_SUCH_PAGE, NO_PAGE);
    } else {
      askers.refuse(ask.envelope(), AskOutcome.TIMEOUT, NOBODY_TOOK_IT);
    }
  }

  /** Somebody has come. */
  void onJoined(ResponderSeat seat) {
    if (forAny) {
      onTakesMore(seat);
    } else {
      waiting.takeFor(seat.member().identity()).forEach(ask -> offer(ask, seat, newDeadline()));
    }
  }

  /** A responder may be asked again, or has less in hand: what waits goes on. */
  void onTakesMore(ResponderSeat seat) {
    if (forAny) {
      turns.offer(seat);
      goOn();
    }
  }

  private void goOn() {
    while (!waiting.isEmpty()) {
      ResponderSeat next = turns.next();
      if (next == null) {
        return;
      }
      AsksWithoutPage.Waiting first = waiting.takeFirst();
      offer(first.ask(), next, first.deadline());
    }
  }

  private void offer(PageRequest request, ResponderSeat seat, long deadline) {
    if (inHand.size() >= context.limits().maxRequestsPerEndpoint()) {
      askers.refuse(request.envelope(), AskOutcome.OVERFLOW);
      turnsAgain(seat);
    } else {
      meters.increment(Counter.ASKS);
      hand(request, seat, deadline);
    }
  }

  private void hand(PageRequest request, ResponderSeat seat, long deadline) {
    long now = context.loop().nanoTime();
    long maxKeptBytes = endpoint.asks().goOn() ? context.limits().maxAskBytesWithoutPage() : 0;
    PendingAsk ask = inHand.add(seat, request, maxKeptBytes, now, deadline);
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - now));
    seat.member().asked(ask.id(), millis, request.body());
    turnsAgain(seat);
  }

  private void turnsAgain(ResponderSeat seat) {
    if (forAny) {
      turns.offer(seat);
    }
  }

  /**
   * What a responder had in hand goes on, or ends.
   *
   * @param heir who has its name now, or {@code null}
   */
  void onLeft(ResponderSeat leaver, ResponderSeat heir) {
    turns.remove(leaver);
    for (PendingAsk ask : inHand.takeIf(each -> each.seat() == leaver)) {
      ask.end();
      if (endpoint.asks().goOn() && ask.kept() > 0 && giveOn(ask, heir)) {
        meters.increment(Counter.ASKS_GIVEN_ON);
      } else {
        askers.refuse(ask.envelope(), AskOutcome.PAGE_LEFT);
      }
    }
  }

  /** Somebody else is asked, or will be; false: nobody is there. */
  private boolean giveOn(PendingAsk ask, ResponderSeat heir) {
    ResponderSeat next = heir;
    if (next == null) {
      next = forAny ? turns.next() : responders.next();
    }
    if (next != null) {
      hand(ask.request(), next, ask.deadline());
      return true;
    }
    return forAny && !responders.isEmpty() && waiting.add(ask.request(), ask.deadline());
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
    onTakesMore(seat);
  }

  /** A responder says that it cannot answer. */
  void onFailed(ResponderSeat seat, int id, String text) {
    PendingAsk ask = inHand.answered(seat, id);
    if (ask == null) {
      seat.unroutable();
      return;
    }
    askers.refuse(ask.envelope(), AskOutcome.FAILED, text);
    onTakesMore(seat);
  }

  /** A responder has too much to do for an ask. */
  void onOverflow(ResponderSeat seat, int id) {
    PendingAsk ask = inHand.answered(seat, id);
    if (ask != null) {
      askers.refuse(ask.envelope(), AskOutcome.OVERFLOW);
      onTakesMore(seat);
    }
  }

  private void end(Predicate<PendingAsk> which, AskOutcome outcome) {
    for (PendingAsk ask : inHand.takeIf(which)) {
      ask.cancel();
      askers.refuse(ask.envelope(), outcome);
      turnsAgain(ask.seat());
    }
  }

  private void endWaiting(List<PageRequest> ended, AskOutcome outcome) {
    ended.forEach(ask -> askers.refuse(ask.envelope(), outcome));
  }

  /**
   * All askers have gone with their connections, and their routing ids may come to mean others: no
   * answer leads back to them.
   */
  @Override
  public void onPeerLost() {
    List<PendingAsk> lost = inHand.takeIf(ask -> true);
    meters.add(Counter.ASKS_LOST, lost.size() + waiting.takeAll().size());
    lost.forEach(PendingAsk::cancel);
  }

  /** Nothing new is taken from now on. */
  void drain() {
    draining = true;
    endWaiting(waiting.takeAll(), AskOutcome.SHUTDOWN); // no page can come now
  }

  /** How many responders have in hand. */
  int size() {
    return inHand.size();
  }

  void onTick(long now) {
    askers.onTick();
    end(ask -> ask.isOverdue(now), AskOutcome.TIMEOUT);
    waiting.takeOverdue(now).forEach(this::refuseWithoutPage);
    goOn();
    gauge();
  }

  private void gauge() {
    meters.set(Gauge.ASKS_IN_FLIGHT, inHand.size());
    meters.set(Gauge.ASKS_WAITING, waiting.size());
  }

  void close() {
    end(ask -> true, AskOutcome.SHUTDOWN);
    endWaiting(waiting.takeAll(), AskOutcome.SHUTDOWN);
    gauge();
    askers.close();
  }
}
