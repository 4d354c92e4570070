package org.zmqwebbridge.virtualsocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.DurationHistogram;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Timing;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.Notice;
import org.zmqwebbridge.virtualsocket.wire.RequestError;
import org.zmqwebbridge.virtualsocket.wire.Utf8;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many pages' REQ sockets on one DEALER for each address of an endpoint. A service sees {@code
 * [route][empty][content]} and echoes the first two; the route finds the one request that asked, if
 * it was sent to this service.
 *
 * <p>Every request ends in exactly one outcome: it is taken out of {@link PendingRequests} once, by
 * its reply, its deadline, the loss of the peer, or its socket's end.
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
  private final List<Connection> unflushed = new ArrayList<>();
  private final Notices notices;
  private int members;
  private boolean refused; // by all services

  ReqGateway(EndpointSpec endpoint, GatewayContext context) {
    this.context = context;
    this.meters = context.counters().endpoint(endpoint.name());
    this.durations = meters.durations(Timing.REQUESTS);
    this.notices = new Notices(context.loop().nanoTime());
    VirtualSocketLimits limits = context.limits();
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

  @Override
  Optional<ConnectError> join(VirtualSocket socket) {
    members++;
    socket.becomeRequester(unsent.join(socket.session()));
    socket.connected(null);
    notices.add(socket);
    return Optional.empty();
  }

  @Override
  void leave(VirtualSocket socket) {
    if (!socket.isRequester()) {
      return;
    }
    members--;
    notices.remove(socket);
    if (socket.requestsInFlight() > 0) {
      pending.takeIf(
          request -> request.socket() == socket,
          request -> {
            unsent.ended(request);
            meters.increment(Counter.REQUESTS_ABANDONED);
          });
    }
    unsent.leave(socket.session(), socket.lane());
    socket.retire();
  }

  /** A page asks. */
  void onRequest(VirtualSocket socket, byte[] content) {
    meters.increment(Counter.REQUESTS);
    if (!socket.isRequester()) {
      refuse(socket, content, RequestError.NOT_CONNECTED, Counter.REQUESTS_NOT_CONNECTED);
      return;
    }
    long deadline = context.loop().nanoTime() + context.limits().requestNanos();
    PendingRequest request = pending.add(socket, content, deadline);
    if (request == null) {
      refuse(socket, content, RequestError.OVERFLOW, Counter.REQUESTS_OVERFLOWED);
      return;
    }
    socket.requestBegun();
    unsent.add(request);
    flush();
  }

  private void refuse(VirtualSocket socket, byte[] content, RequestError error, Counter counter) {
    socket.session().budget().end(content.length);
    meters.increment(counter);
    socket.failed(error);
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
    PendingRequest request = frames.size() < 2 ? null : pending.take(frames.get(0), service);
    if (request == null) {
      meters.increment(Counter.REPLIES_UNROUTABLE);
      return;
    }
    service.answered();
    unsent.ended(request);
    request.socket().requestEnded();
    byte[] content = frames.get(frames.size() - 1);
    if (content.length > context.limits().maxMessageBytes()) {
      meters.increment(Counter.REQUESTS_REPLY_TOO_LARGE);
      request.socket().failed(RequestError.TOO_LARGE);
      return;
    }
    byte[] text = Utf8.replacingIllFormed(content);
    if (text != content) {
      meters.increment(Counter.TEXT_REPLACED);
    }
    meters.increment(Counter.REPLIES);
    durations.record(
        context.limits().requestNanos() - request.nanosLeft(context.loop().nanoTime()));
    if (request.socket().reply(text)) {
      unflushed.add(request.socket().session().connection());
    }
  }

  /** Replies of one turn for one connection leave in one write; then others have their turn. */
  @Override
  public boolean onBatchEnd() {
    unflushed.forEach(Connection::flush);
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
    fail(
        request -> request.isWith(service),
        RequestError.GATEWAY_LOST,
        Counter.REQUESTS_GATEWAY_LOST);
  }

  private void fail(Predicate<PendingRequest> which, RequestError error, Counter counter) {
    pending.takeIf(
        which,
        request -> {
          unsent.ended(request);
          request.socket().requestEnded();
          meters.increment(counter);
          request.socket().failed(error);
        });
  }

  @Override
  void onTick(long now) {
    services.onTick(now, !unsent.isEmpty());
    notices.onPresence(services.isOneThere(), now);
    fail(request -> request.isOverdue(now), RequestError.TIMEOUT, Counter.REQUESTS_TIMED_OUT);
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
    fail(request -> true, RequestError.SHUTDOWN, Counter.REQUESTS_SHUT_DOWN);
    services.close();
    gauge();
    meters.set(Gauge.SERVICE_PRESENT, 0);
    meters.set(Gauge.SERVICES_ABSENT, 0);
  }
}
