package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * One messenger and ZeroMQ sockets that are its own. While it takes nothing, nothing is taken from
 * ZeroMQ.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}; one that is bound
 * is there before its messenger.
 */
final class Line implements SocketListener {
  private final LineGateway gateway;
  private final PeerSockets sockets;
  private final Uplink uplink;
  private final Deliveries deliveries;
  private MessengerSeat seat; // null: nobody's yet, or not any more
  private long until; // when it gives up what its messenger has left behind

  /** Opens its sockets. */
  Line(LineGateway gateway, EndpointSpec endpoint, ZmqType type, boolean patient) {
    this.gateway = gateway;
    GatewayContext context = gateway.context();
    this.sockets = new PeerSockets(endpoint, type, context, this, patient, gateway.meters());
    this.uplink = new Uplink(context, gateway.meters(), sockets::send);
    this.deliveries = new Deliveries(gateway.meters());
    sockets.pause(true);
  }

  PeerSockets sockets() {
    return sockets;
  }

  Uplink uplink() {
    return uplink;
  }

  /** It is a messenger's from now on. */
  void join(MessengerSeat owner) {
    seat = owner;
    uplink.join(owner);
    goOn();
  }

  /** Its messenger leaves; what that has sent may still go, until its time is over. */
  void leave(long deadline) {
    uplink.leave(seat);
    seat = null;
    until = deadline;
    goOn();
  }

  /** Whether its messenger has left, and nothing is to be waited for any more. */
  boolean isOver(long now) {
    return seat == null && (uplink.size() == 0 || now - until >= 0);
  }

  /** Takes messages if its messenger does. */
  void goOn() {
    sockets.pause(seat == null || !deliveries.mayGo(seat));
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    if (seat == null) {
      gateway
          .meters()
          .increment(Counter.MESSAGES_NOT_TAKEN); // nothing is read while it is nobody's
    } else {
      deliveries.deliver(seat, frames);
    }
    goOn();
  }

  @Override
  public boolean onBatchEnd() {
    uplink.onBatchEnd();
    deliveries.flush();
    goOn();
    if (seat != null && seat.credit().isLeft() && !deliveries.mayGo(seat)) {
      gateway.lookAgain();
    }
    return false;
  }

  @Override
  public void onWritable() {
    uplink.flush();
  }

  @Override
  public void onPeerLost() {
    gateway.noticeLoss();
  }

  /** Gives up what waits, and closes. */
  void close() {
    uplink.close();
    sockets.close(MessageGateway.LINGER_MILLIS);
  }
}
