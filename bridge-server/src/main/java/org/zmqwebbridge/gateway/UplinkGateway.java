package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * A gateway whose messengers send on the shared sockets of an endpoint, by one {@link Uplink}; what
 * they are sent, if anything, is its kinds'.
 *
 * <p>Owner thread: the loop's.
 */
abstract sealed class UplinkGateway extends MessageGateway implements SocketListener
    permits SendGateway, DealerGateway {
  private final PeerSockets sockets;
  private final Uplink uplink;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  UplinkGateway(EndpointSpec endpoint, ZmqType type, GatewayContext context, boolean patient) {
    super(endpoint, context);
    this.sockets = new PeerSockets(endpoint, type, context, this, patient, meters());
    this.uplink = new Uplink(context, meters(), sockets::send);
  }

  @Override
  List<PeerSockets> sockets() {
    return List.of(sockets);
  }

  @Override
  void onJoined(MessengerSeat seat) {
    uplink.join(seat);
  }

  @Override
  void onLeft(MessengerSeat seat) {
    uplink.leave(seat);
  }

  @Override
  void onSend(MessengerSeat seat, UnsentMessage message) {
    uplink.send(seat, message);
  }

  @Override
  void onWithdrawn(MessengerSeat seat) {
    uplink.withdraw(seat);
  }

  @Override
  public void onWritable() {
    uplink.flush();
  }

  @Override
  public boolean onBatchEnd() {
    uplink.onBatchEnd();
    return false;
  }

  @Override
  public void onPeerLost() {
    noticeLoss();
  }

  @Override
  void onTick(long now) {
    super.onTick(now);
    uplink.onTick(now);
    gauge();
  }

  /** Sets the gauges of its kind. */
  void gauge() {
    meters().set(Gauge.MESSAGES_WAITING, uplink.size());
  }

  @Override
  int requests() {
    return uplink.size();
  }

  @Override
  boolean isIdle() {
    return super.isIdle() && uplink.size() == 0;
  }

  @Override
  void close() {
    uplink.close();
    super.close();
    gauge();
  }
}
