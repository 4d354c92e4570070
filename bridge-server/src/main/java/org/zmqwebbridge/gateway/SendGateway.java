package org.zmqwebbridge.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many messengers that send on the shared sockets of an endpoint, in turns: PUSH, whose messages
 * each go to one service, and PUB, whose messages go to all that subscribe to them. What no service
 * takes waits here, and its messenger gets no credit for more; what a messenger has sent goes on
 * for a while when it has left.
 *
 * <p>Owner thread: the loop's.
 */
final class SendGateway extends MessageGateway implements SocketListener {
  private final PeerSockets sockets;
  private final UnsentMessages unsent = new UnsentMessages();
  private final Map<MessengerSeat, Long> left = new HashMap<>(); // and until when it goes on
  private int peerTopics;
  private boolean refused; // by all services

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  SendGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    super(endpoint, context);
    ZmqType type = endpoint.type() == SocketType.PUSH ? ZmqType.PUSH : ZmqType.XPUB;
    this.sockets = new PeerSockets(endpoint, type, context, this, patient, meters());
  }

  @Override
  PeerSockets sockets() {
    return sockets;
  }

  @Override
  void onJoined(MessengerSeat seat) {
    seat.seat(unsent.join(seat.member().connectionId()), context().limits());
  }

  @Override
  void onLeft(MessengerSeat seat) {
    unsent.leave(seat.lane());
    if (!unsent.isEmpty()) {
      left.put(seat, context().loop().nanoTime() + context().limits().requestNanos());
    }
  }

  @Override
  void onSend(MessengerSeat seat, UnsentMessage message) {
    if (!seat.isSeated()) {
      message.charge().end();
      meters().increment(Counter.MESSAGES_ABANDONED);
    } else if (unsent.size() >= context().limits().maxRequestsPerEndpoint()) {
      ended(message);
      seat.member().overflowed();
    } else {
      unsent.add(seat.lane(), message);
      flush();
    }
  }

  @Override
  void onAllowed(MessengerSeat seat) {
    // it is sent nothing
  }

  private void ended(UnsentMessage message) {
    message.charge().end();
    ended(message.seat(), message.bytes());
  }

  private void flush() {
    refused = unsent.send(this::send);
  }

  private boolean send(UnsentMessage message) {
    boolean taken = sockets.send(message.frames());
    if (taken) {
      meters().increment(Counter.MESSAGES_SENT);
      ended(message);
    }
    return taken;
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    // of a type that hears nothing
  }

  @Override
  public void onWritable() {
    flush();
  }

  @Override
  public boolean onBatchEnd() {
    if (!refused) {
      flush();
    }
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
    if (!sockets.isOneThere()) {
      peerTopics = 0;
      notices().onLost();
    }
  }

  @Override
  void onTick(long now) {
    sockets.onTick(now);
    onPresence(now);
    flush();
    giveUp(now);
    gauge();
  }

  /** What nobody has taken since its messenger left. */
  private void giveUp(long now) {
    if (left.isEmpty()) {
      return;
    }
    List<UnsentMessage> overdue =
        unsent.takeIf(
            message ->
                Optional.ofNullable(left.get(message.seat()))
                    .filter(deadline -> now - deadline >= 0)
                    .isPresent());
    abandon(overdue);
    left.values().removeIf(deadline -> now - deadline >= 0);
    if (unsent.isEmpty()) {
      left.clear();
    }
  }

  private void abandon(List<UnsentMessage> messages) {
    messages.forEach(message -> message.charge().end());
    meters().add(Counter.MESSAGES_ABANDONED, messages.size());
  }

  private void gauge() {
    meters().set(Gauge.MESSAGES_WAITING, unsent.size());
    meters().set(Gauge.PEER_TOPICS, peerTopics);
  }

  @Override
  int requests() {
    return unsent.size();
  }

  @Override
  boolean isIdle() {
    return super.isIdle() && unsent.isEmpty();
  }

  @Override
  void close() {
    flush();
    abandon(unsent.takeIf(message -> true));
    super.close();
    peerTopics = 0;
    gauge();
  }
}
