package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many messengers that send on the shared sockets of an endpoint: PUSH, whose messages each go to
 * one service, and PUB, whose messages go to all that subscribe to them.
 *
 * <p>Owner thread: the loop's.
 */
final class SendGateway extends UplinkGateway {
  private int peerTopics;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  SendGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    super(
        endpoint,
        endpoint.type() == SocketType.PUSH ? ZmqType.PUSH : ZmqType.XPUB,
        context,
        patient);
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
  public void onSubscribed(byte[] prefix) {
    peerTopics++;
  }

  @Override
  public void onUnsubscribed(byte[] prefix) {
    peerTopics = Math.max(0, peerTopics - 1);
  }

  @Override
  public void onPeerLost() {
    peerTopics = isOneThere() ? peerTopics : 0;
    super.onPeerLost();
  }

  @Override
  void gauge() {
    super.gauge();
    meters().set(Gauge.PEER_TOPICS, peerTopics);
  }

  @Override
  void close() {
    peerTopics = 0;
    super.close();
  }
}
