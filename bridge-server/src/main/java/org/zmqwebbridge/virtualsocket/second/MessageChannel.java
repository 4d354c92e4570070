package org.zmqwebbridge.virtualsocket.second;

import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Credit;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.Messenger;
import org.zmqwebbridge.gateway.MessengerSeat;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * A page's DEALER, PUB, PUSH, PULL or PAIR: messages that nobody owes an answer, as many as there
 * is credit for, each way.
 *
 * <p>Owner thread: as {@link Channel}.
 */
final class MessageChannel extends Channel implements Messenger {
  private final MessengerSeat seat;
  private Topics allowed = Topics.NONE; // what it may publish; all where it is no PUB

  MessageChannel(SecondSession session, Opening opening, GatewayShards gateways) {
    super(session, opening);
    Credit credit = new Credit(opening.frame().credit());
    this.seat = gateways.seat(opening.endpoint(), this, credit);
  }

  @Override
  boolean allow(Grant grant) {
    allowed =
        endpoint().type() == SocketType.PUB
            ? endpoint().topicsFor(grant.principal()).and(grant.topics())
            : Topics.ALL;
    return !allowed.isNone();
  }

  @Override
  MessengerSeat seat() {
    return seat;
  }

  /** A PAIR's connection goes with its page. */
  @Override
  boolean sendsOn() {
    return endpoint().type().sendsMessages() && endpoint().type() != SocketType.PAIR;
  }

  @Override
  void onMessage(DataFrame.Message frame, Charge held) {
    if (!endpoint().type().sendsMessages()) {
      super.onMessage(frame, held);
      return;
    }
    end(held); // while it waited, it counted as a request
    if (!spend()) {
      return;
    }
    List<byte[]> parts = frame.parts();
    if (SecondSession.bytes(parts) > maxMessageBytes()) {
      refuse(parts, Counter.MESSAGES_TOO_LARGE, WireError.TOO_LARGE);
    } else if (!allowed.includes(parts.get(0))) {
      refuse(parts, Counter.MESSAGES_NOT_ALLOWED, WireError.NOT_ALLOWED);
    } else {
      send(parts);
    }
  }

  private boolean spend() {
    boolean spent = seat.trySpend();
    if (!spent) {
      seat.meters().increment(Counter.MESSAGES_WITHOUT_CREDIT);
      session().close(this, WireError.NO_CREDIT);
    }
    return spent;
  }

  private void refuse(List<byte[]> parts, Counter counter, WireError error) {
    seat.meters().increment(counter);
    downlink().error(error, channel(), Fault.NO_ID);
    seat.forgo(SecondSession.bytes(parts));
  }

  private void send(List<byte[]> parts) {
    Charge charge = session().chargeMessage(parts);
    if (charge == null) {
      overflowed();
      seat.forgo(SecondSession.bytes(parts));
    } else {
      seat.send(parts, charge);
    }
  }

  /** One that is not carried has used its credit as well. */
  @Override
  void onFault(Fault fault, Charge charge) {
    super.onFault(fault, charge);
    boolean isMessage = fault.error() == WireError.TOO_LARGE && endpoint().type().sendsMessages();
    if (isMessage && spend()) {
      seat.meters().increment(Counter.MESSAGES_TOO_LARGE);
      seat.forgo(maxMessageBytes());
    }
  }

  @Override
  void onCredit(ClientControl.Credit frame, Charge charge) {
    if (!endpoint().type().receivesMessages()) {
      super.onCredit(frame, charge);
      return;
    }
    end(charge);
    if (!seat.allow(frame.messages())) {
      session().close(this, WireError.CREDIT_OVERFLOW);
    }
  }

  private int maxMessageBytes() {
    return Math.min(session().limits().wire().maxMessageBytes(), endpoint().maxSentBytes());
  }

  @Override
  public void joined(int credit) {
    downlink().say(new ServerControl.Opened(channel(), credit, maxMessageBytes(), null, null));
    session().onOpened(this);
  }

  @Override
  public void credited(int messages) {
    if (!hasEnded()) {
      downlink().say(new ServerControl.Credit(channel(), messages));
    }
  }

  @Override
  public void overflowed() {
    seat.meters().increment(Counter.MESSAGES_OVERFLOWED);
    downlink().error(WireError.OVERFLOW, channel(), Fault.NO_ID);
  }

  @Override
  public boolean takes(List<byte[]> parts) {
    return session().limits().wire().carries(parts);
  }

  @Override
  public boolean isDrained() {
    return downlink().isDrained();
  }

  @Override
  public boolean received(List<byte[]> parts) {
    return downlink().queue(new DataFrame.Message(channel(), parts));
  }

  @Override
  public void flush() {
    downlink().flush();
  }

  @Override
  public void lost(long messages, Loss why) {
    WireError error = why == Loss.TOO_LARGE ? WireError.TOO_LARGE : WireError.SLOW_READER;
    downlink().say(new ServerControl.Dropped(channel(), messages, error));
  }
}
