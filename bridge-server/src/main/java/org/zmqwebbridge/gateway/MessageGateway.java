package org.zmqwebbridge.gateway;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;

/**
 * A gateway of messages that nobody owes an answer: what its kinds have in common.
 *
 * <p>Owner thread: the loop's.
 */
abstract sealed class MessageGateway extends Gateway
    permits UplinkGateway, PullGateway, LineGateway {
  /** How long what is handed to JeroMQ may take to leave, on its thread, when a socket closes. */
  static final int LINGER_MILLIS = 200;

  /** How soon to look again at a client that does not read. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final GatewayContext context;
  private final EndpointMeters meters;
  private final Notices notices;
  private EndpointSpec endpoint;
  private int members;

  MessageGateway(EndpointSpec endpoint, GatewayContext context) {
    this.context = context;
    this.endpoint = endpoint;
    this.meters = context.counters().endpoint(endpoint.name());
    this.notices = new Notices(context.loop().nanoTime());
  }

  GatewayContext context() {
    return context;
  }

  EndpointMeters meters() {
    return meters;
  }

  /** As it is today. */
  EndpointSpec endpoint() {
    return endpoint;
  }

  /** A messenger wants in; nothing was said to it before. */
  Optional<JoinError> join(MessengerSeat seat) {
    members++;
    onJoined(seat);
    notices.add(seat.member());
    return Optional.empty();
  }

  /** A messenger has ended; does nothing for one that is no member. */
  void leave(MessengerSeat seat) {
    if (seat.isSeated()) {
      members--;
      notices.remove(seat.member());
      onLeft(seat);
      seat.retire();
    }
  }

  /** Has a new member sit down. */
  abstract void onJoined(MessengerSeat seat);

  /** A member goes. */
  abstract void onLeft(MessengerSeat seat);

  /** A member sends, or one that has just left. */
  abstract void onSend(MessengerSeat seat, UnsentMessage message);

  /** A member, or one that has just left, takes back what has not been sent, where that waits. */
  void onWithdrawn(MessengerSeat seat) {
    // what it sent is sent, or never will be
  }

  /** A member wants to be sent more. */
  abstract void onAllowed(MessengerSeat seat);

  /** All of its sockets. */
  abstract Collection<PeerSockets> sockets();

  @Override
  void retune(EndpointSpec changed) {
    endpoint = changed;
    sockets().forEach(each -> each.retune(changed));
  }

  /** How many peers there may be where it is bound. */
  @Override
  void limitsChanged() {
    if (endpoint.binds()) {
      retune(endpoint);
    }
  }

  /** A client that does not read is to be looked at again soon. */
  void lookAgain() {
    context.loop().wakeBy(context.loop().nanoTime() + LOOK_NANOS);
  }

  /** A service's connection has broken. */
  void noticeLoss() {
    if (!isOneThere()) {
      notices.onLost();
    }
  }

  /** Whether a service is connected. */
  boolean isOneThere() {
    return sockets().stream().anyMatch(PeerSockets::isOneThere);
  }

  @Override
  void onTick(long now) {
    sockets().forEach(each -> each.onTick(now));
    boolean isThere = isOneThere();
    notices.onPresence(isThere, now);
    meters.set(Gauge.SERVICE_PRESENT, isThere ? 1 : 0);
    meters.set(Gauge.SERVICES_ABSENT, sockets().stream().mapToInt(PeerSockets::absent).sum());
  }

  @Override
  void drain() {
    notices.tell(Notice.STOPPING);
  }

  /** One that is bound stays, so that its peers can connect before any page does. */
  @Override
  boolean isIdle() {
    return members == 0 && !endpoint.binds();
  }

  @Override
  void close() {
    sockets().forEach(each -> each.close(LINGER_MILLIS));
    meters.set(Gauge.SERVICE_PRESENT, 0);
    meters.set(Gauge.SERVICES_ABSENT, 0);
  }
}
