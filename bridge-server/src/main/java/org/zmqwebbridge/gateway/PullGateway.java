package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many messengers that share what the services of an endpoint push: each message goes to one of
 * them, in turns between those that have credit for it and read what they get. While nobody has,
 * nothing is taken from ZeroMQ.
 *
 * <p>Owner thread: the loop's.
 */
final class PullGateway extends MessageGateway implements SocketListener {
  private final PeerSockets sockets;
  private final UnsentMessages none = new UnsentMessages(); // its members send nothing
  private final Deliveries deliveries;
  private final Takers takers;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  PullGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    super(endpoint, context);
    this.deliveries = new Deliveries(meters());
    this.takers = new Takers(deliveries);
    this.sockets = new PeerSockets(endpoint, ZmqType.PULL, context, this, patient, meters());
    sockets.pause(true);
  }

  @Override
  List<PeerSockets> sockets() {
    return List.of(sockets);
  }

  @Override
  void onJoined(MessengerSeat seat) {
    seat.seat(none.join(seat.member().connectionId()), context().limits());
    onAllowed(seat);
  }

  @Override
  void onLeft(MessengerSeat seat) {
    none.leave(seat.lane());
    takers.remove(seat);
    goOn();
  }

  @Override
  void onSend(MessengerSeat seat, UnsentMessage message) {
    message.charge().end(); // no such frame gets here
  }

  @Override
  void onAllowed(MessengerSeat seat) {
    takers.offer(seat);
    goOn();
  }

  private void goOn() {
    sockets.pause(!takers.isOneReady());
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    MessengerSeat seat = takers.next();
    if (seat == null) {
      meters().increment(Counter.MESSAGES_NOT_TAKEN); // nothing is read while nobody takes it
    } else {
      deliveries.deliver(seat, frames);
      takers.offer(seat);
    }
    goOn();
  }

  @Override
  public boolean onBatchEnd() {
    deliveries.flush();
    look();
    return false;
  }

  private void look() {
    takers.look();
    goOn();
    if (takers.isOneBehind()) {
      lookAgain();
    }
  }

  @Override
  public void onPeerLost() {
    noticeLoss();
  }

  @Override
  void onTick(long now) {
    super.onTick(now);
    look();
  }
}
