package org.zmqwebbridge.gateway;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;

/**
 * A gateway of messages that nobody owes an answer: what its kinds have in common.
 *
 * <p>Owner thread: the loop's.
 */
abstract sealed class MessageGateway extends Gateway permits SendGateway, PullGateway {
  /** How long what is handed to JeroMQ may take to leave, on its thread, when a socket closes. */
  static final int LINGER_MILLIS = 200;

  /** How soon to look again at a client that does not read. */
  static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

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

  Notices notices() {
    return notices;
  }

  /** As it is today. */
  EndpointSpec endpoint() {
    return endpoint;
  }

  int members() {
    return members;
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

  /** A member, or one that was a member a moment ago, sends. */
  abstract void onSend(MessengerSeat seat, UnsentMessage message);

  /** A member wants to be sent more. */
  abstract void onAllowed(MessengerSeat seat);

  /** What a member sent has gone, or goes no further. */
  void ended(MessengerSeat seat, int bytes) {
    seat.ended(bytes, context.limits());
  }

  @Override
  void retune(EndpointSpec changed) {
    endpoint = changed;
    sockets().retune(changed);
  }

  /** How many peers there may be where it is bound. */
  @Override
  void limitsChanged() {
    if (endpoint.binds()) {
      sockets().retune(endpoint);
    }
  }

  /** That all its members share. */
  abstract PeerSockets sockets();

  /** Tells whether a service is there. */
  void onPresence(long now) {
    boolean isThere = sockets().isOneThere();
    notices.onPresence(isThere, now);
    meters.set(Gauge.SERVICE_PRESENT, isThere ? 1 : 0);
    meters.set(Gauge.SERVICES_ABSENT, sockets().absent());
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
    sockets().close(LINGER_MILLIS);
    meters.set(Gauge.SERVICE_PRESENT, 0);
    meters.set(Gauge.SERVICES_ABSENT, 0);
  }
}
