package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many messengers that send on the shared sockets of an endpoint: PUSH, whose messages each go to
 * one service, and PUB, whose messages go to all that subscribe to them.
 *
 * <p>Owner thread: the loop's.
 */
final class SendGateway extends MessageGateway implements SocketListener {
  private final PeerSockets sockets;
  private final Uplink uplink;
  private int peerTopics;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  SendGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    super(endpoint, context);
    ZmqType type = endpoint.type() == SocketType.PUSH ? ZmqType.PUSH : ZmqType.XPUB;
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
  void onAllowed(MessengerSeat seat) {
    // it is sent nothing
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    // of a type that hears nothing
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
  public void onSubscribed(byte[] prefix) {
    peerTopics++;
  }

  @Override
  public void onUnsubscribed(byte[] prefix) {
    peerTopics = Math.max(0, peerTopics - 1);
  }

  @Override
  public void onPeerLost() {
    peerTopics = sockets.isOneThere() ? peerTopics : 0;
    noticeLoss();
  }

  @Override
  void onTick(long now) {
    super.onTick(now);
    uplink.onTick(now);
    gauge();
  }

  private void gauge() {
    meters().set(Gauge.MESSAGES_WAITING, uplink.size());
    meters().set(Gauge.PEER_TOPICS, peerTopics);
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
    uplink.flush();
    uplink.abandon();
    super.close();
    peerTopics = 0;
    gauge();
  }
}
