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
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many callers on one DEALER for each address of an endpoint. A service sees {@code
 * [route][empty][content]} and echoes the first two; the route finds the one request that asked, if
 * it was sent to this service.
 *
 * <p>Every request ends in exactly one outcome: it is taken out of {@link PendingRequests} once, by
 * its reply, its deadline, the loss of the peer, or its caller's end.
 *
 * <p>Owner thread: the loop's.
 */
final class ReqGateway extends Gateway implements AskedService.Listener {
  private final GatewayContext context;
  private final long maxBackendMessageBytes; // of its sockets, as long as they are open
  private final EndpointMeters meters;
  private final DurationHistogram durations;
  private final AskedServices services;
  private final PendingRequests pending;
  private final FairQueue unsent;
  private final List<Caller> unflushed = new ArrayList<>();
  private final Notices notices;
  private final Inspector inspector; // null: nobody may look at requests
  private int members;
  private boolean refused; // by all services

  ReqGateway(EndpointSpec endpoint, GatewayContext context) {
    this.context = context;
    this.meters = context.counters().endpoint(endpoint.name());
    this.durations = meters.durations(Timing.REQUESTS);
    this.inspector = context.inspector();
    this.notices = new Notices(context.loop().nanoTime());
    GatewayLimits limits = context.limits();
    this.pending =
        new PendingRequests(context.random().nextLong(), limits.maxRequestsPerEndpoint());
    this.unsent = new FairQueue(limits.fairRequests(), meters);
    this.maxBackendMessageBytes = limits.maxBackendMessageBytes();
    this.services =
        new AskedServices(context, options(endpoint), endpoint.addresses(), this, meters);
  }

  private SocketOptions options(EndpointSpec endpoint) {
    return endpoint.connecting(ZmqType.DEALER, maxBackendMessageBytes);
  }

  @Override
  void retune(EndpointSpec changed) {
    services.retune(options(changed));
  }

  @Override
  void limitsChanged() {
    pending.limit(context.limits().maxRequestsPerEndpoint());
    unsent.leastShare(context.limits().fairRequests());
  }

  /** A caller wants in; nothing was said to it before. */
  Optional<JoinError> join(CallerSeat seat) {
    members++;
    Caller caller = seat.member();
    seat.seat(unsent.join(caller.connectionId()));
    caller.joined();
    seat.markJoined();
    notices.add(caller);
    return Optional.empty();
  }

  /** A caller has ended; does nothing for one that is no member. */
  void leave(CallerSeat seat) {
    if (!seat.isSeated()) {
      return;
    }
    members--;
    notices.remove(seat.member());
    if (seat.inFlight() > 0) {
      pending.takeIf(
          request -> request.seat() == seat,
          request -> ended(request, Counter.REQUESTS_ABANDONED, "abandoned"));
    }
    unsent.leave(seat.member().connectionId(), seat.lane());
    seat.retire();
  }

  private void ended(PendingRequest request, Counter counter, String outcome) {
    ended(request);
    show(request, outcome, List.of());
    meters.increment(counter);
  }

  private void ended(PendingRequest request) {
    unsent.ended(request);
    request.seat().ended(request);
  }

  /** A caller asks. */
  void onRequest(CallerSeat seat, int id, List<byte[]> parts, long millis, Charge charge) {
    meters.increment(Counter.REQUESTS);
    if (!seat.isSeated()) {
      seat.refuse(id, Outcome.NOT_CONNECTED, charge);
      return;
    }
    if (seat.isInFlight(id)) {
      seat.refuse(id, Outcome.ID_IN_USE, charge);
      return;
    }
    long now = context.loop().nanoTime();
    PendingRequest request =
        !charge.fits() ? null : pending.add(seat, id, parts, charge, now, now + patience(millis));
    if (request == null) {
      seat.refuse(id, Outcome.OVERFLOW, charge);
      return;
    }
    if (inspector != null) {
      request.seen(inspector.begin(parts));
    }
    seat.begun(request);
    unsent.add(request);
    flush();
  }

  /** In nanoseconds: what the caller wants, but no more than is configured. */
  private long patience(long millis) {
    GatewayLimits limits = context.limits();
    boolean shorter = millis > 0 && millis < limits.requestMillis();
    return shorter ? TimeUnit.MILLISECONDS.toNanos(millis) : limits.requestNanos();
  }

  /** A caller gives a request up; its place is free. */
  void onCancel(CallerSeat seat, int id) {
    PendingRequest request = seat.inFlight(id);
    if (request != null) {
      pending.remove(request);
      ended(request, Counter.REQUESTS_CANCELLED, "cancelled");
    }
  }

  private void flush() {
    refused = unsent.send(services::send);
  }

  @Override
  public void onServiceWritable() {
    flush();
  }

  @Override
  public void onReply(AskedService service, List<byte[]> frames) {
    boolean answersNone = frames.size() < 2 || pending.areSeveral(frames);
    PendingRequest request = answersNone ? null : pending.take(frames.get(0), service);
    if (request == null) {
      meters.increment(Counter.REPLIES_UNROUTABLE);
      return;
    }
    service.answered();
    ended(request);
    Caller caller = request.seat().member();
    List<byte[]> parts = parts(frames);
    if (!caller.takes(parts, context.limits().maxMessageBytes())) {
      request.seat().tell(request.id(), Outcome.TOO_LARGE);
      show(request, Outcome.TOO_LARGE.code(), parts);
      return;
    }
    meters.increment(Counter.REPLIES);
    durations.record(request.nanosTaken(context.loop().nanoTime()));
    show(request, "reply", parts);
    if (caller.replied(request.id(), parts)) {
      unflushed.add(caller);
    }
  }

  /** What is after the route, and after the delimiter that a service need not send back. */
  private static List<byte[]> parts(List<byte[]> frames) {
    boolean delimited = frames.size() > 2 && frames.get(1).length == 0;
    return frames.subList(delimited ? 2 : 1, frames.size());
  }

  /** Replies of one turn for one connection leave in one write; then others have their turn. */
  @Override
  public boolean onBatchEnd() {
    unflushed.forEach(Caller::flush);
    unflushed.clear();
    if (!refused) {
      flush();
    }
    return false;
  }

  /** Replies on the broken connection can never come: their requests end now, and no others. */
  @Override
  public void onServiceLost(AskedService service) {
    if (!services.isAnotherThere(service)) {
      notices.onLost();
    }
    fail(request -> request.isWith(service), Outcome.GATEWAY_LOST);
  }

  private void fail(Predicate<PendingRequest> which, Outcome outcome) {
    pending.takeIf(
        which,
        request -> {
          ended(request);
          request.seat().tell(request.id(), outcome);
          show(request, outcome.code(), List.of());
        });
  }

  /** To an operator who looks, if this is one that is looked at. */
  private void show(PendingRequest request, String outcome, List<byte[]> reply) {
    Inspector.Begun seen = request.seen();
    if (seen != null) {
      long connection = request.seat().member().connectionId();
      long nanos = request.nanosTaken(context.loop().nanoTime());
      inspector.end(seen, meters.name(), connection, outcome, nanos, reply);
    }
  }

  @Override
  void onTick(long now) {
    services.onTick(now, !unsent.isEmpty());
    notices.onPresence(services.isOneThere(), now);
    fail(request -> request.isOverdue(now), Outcome.TIMEOUT);
    unsent.nextPeriod();
    flush();
    gauge();
  }

  private void gauge() {
    meters.set(Gauge.REQUESTS_IN_FLIGHT, pending.size());
    meters.set(Gauge.REQUESTS_WAITING, unsent.size());
    meters.set(Gauge.SERVICES_ABSENT, services.absent());
    meters.set(Gauge.SERVICE_PRESENT, services.isOneThere() ? 1 : 0);
  }

  @Override
  void drain() {
    notices.tell(Notice.STOPPING);
  }

  @Override
  int requests() {
    return pending.size();
  }

  @Override
  boolean isIdle() {
    return members == 0;
  }

  @Override
  void close() {
    fail(request -> true, Outcome.SHUTDOWN);
    services.close();
    gauge();
    meters.set(Gauge.SERVICE_PRESENT, 0);
    meters.set(Gauge.SERVICES_ABSENT, 0);
  }
}
