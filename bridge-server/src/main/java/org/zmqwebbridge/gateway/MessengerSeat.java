package org.zmqwebbridge.gateway;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A {@link Messenger}'s seat: what it sends, and how much it may send and wants to be sent.
 *
 * <p>Owner thread: as {@link Seat}.
 */
public final class MessengerSeat extends Seat {
  private final Messenger messenger;
  private final SendWindow window = new SendWindow();
  private final Credit credit;
  private final AtomicBoolean allowing = new AtomicBoolean(); // the loop is about to hear of credit
  private UnsentMessages.Lane lane; // null unless its gateway has it as a member
  private byte[] route; // null: its messages have none
  private int unflushedBytes; // of what it was sent in this batch

  /**
   * @param credit what it wants to be sent
   */
  MessengerSeat(GatewayShard shard, EndpointSpec endpoint, Messenger messenger, Credit credit) {
    super(shard, endpoint);
    this.messenger = messenger;
    this.credit = credit;
  }

  /** Uses a message's credit; false: there is none, and the messenger must not send. */
  public boolean trySpend() {
    return window.trySpend();
  }

  /**
   * Sends a message for which credit was used, in the order of the calls.
   *
   * @param parts at least one; neither the list nor the arrays may change any more
   * @param charge what it has taken of its connection's budget; ended when it is sent or dropped
   */
  public void send(List<byte[]> parts, Charge charge) {
    UnsentMessage message = new UnsentMessage(this, parts, charge);
    if (!shard().offer(() -> shard().gateways().onSend(this, message))) {
      charge.end();
      messenger.overflowed();
      forgo(message.bytes());
    }
  }

  /** A message for which credit was used goes no further; the messenger may send another one. */
  public void forgo(int bytes) {
    shard().post(() -> shard().gateways().onForgone(this, bytes));
  }

  /** Takes back what it has sent and ZeroMQ has not taken; the messenger is told, for each. */
  public void withdraw() {
    shard().post(() -> shard().gateways().onWithdrawn(this));
  }

  /** Allows so many more messages; false if that makes too many. */
  public boolean allow(long messages) {
    if (!credit.add(messages)) {
      return false;
    }
    if (!allowing.getAndSet(true)) {
      shard().post(this::onAllowed);
    }
    return true;
  }

  private void onAllowed() {
    allowing.set(false);
    shard().gateways().onAllowed(this);
  }

  /** After all that it has sent, if there is room for that word. */
  @Override
  void depart(Runnable after) {
    if (!shard().tryLeave(this, after)) {
      super.depart(after);
    }
  }

  @Override
  Messenger member() {
    return messenger;
  }

  @Override
  Optional<JoinError> sitDown(Gateway gateway) {
    return ((MessageGateway) gateway).join(this);
  }

  @Override
  void getUp(Gateway gateway) {
    ((MessageGateway) gateway).leave(this);
  }

  /** Tells the messenger that it is in, and how much it may send. */
  void seat(UnsentMessages.Lane ofItsConnection, GatewayLimits limits) {
    lane = ofItsConnection;
    boolean sends = endpoint().type().sendsMessages();
    messenger.joined(sends ? window.open(lane.members(), limits) : 0);
    markJoined();
  }

  /** It is a member no more. */
  void retire() {
    lane = null;
  }

  /** Whether its gateway has it as a member. */
  boolean isSeated() {
    return lane != null;
  }

  /** Where its messages wait. */
  UnsentMessages.Lane lane() {
    return lane;
  }

  /** What it sent is not on its way any more. */
  void ended(int bytes, GatewayLimits limits) {
    if (lane != null) {
      int more = window.ended(bytes, lane.members(), limits);
      if (more > 0) {
        messenger.credited(more);
      }
    }
  }

  /** ZeroMQ has taken a message of it. */
  void sent() {
    messenger.sent();
  }

  /** A message of it is not sent any more. */
  void abandoned() {
    messenger.abandoned();
  }

  /** What is before each of its messages; {@code null}: nothing. */
  byte[] route() {
    return route;
  }

  void route(byte[] ofItsOwn) {
    route = ofItsOwn;
  }

  Credit credit() {
    return credit;
  }

  int unflushedBytes() {
    return unflushedBytes;
  }

  void unflushedBytes(int bytes) {
    unflushedBytes = bytes;
  }
}
