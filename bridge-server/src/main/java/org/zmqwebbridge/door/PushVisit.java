package org.zmqwebbridge.door;

import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Credit;
import org.zmqwebbridge.gateway.Messenger;
import org.zmqwebbridge.gateway.MessengerSeat;
import org.zmqwebbridge.observe.Counter;

/**
 * A message that nobody owes an answer: the client hears when ZeroMQ has taken it. One that is not
 * taken in time, or whose client leaves, is taken back.
 *
 * <p>Owner thread: as {@link DoorVisit}.
 */
final class PushVisit extends DoorVisit implements Messenger {
  private volatile Topics allowed = Topics.NONE; // what it may publish; all where it is no PUB
  private volatile MessengerSeat seat; // null until its message is there
  private volatile List<byte[]> message;

  PushVisit(Exchange exchange, DoorContext context) {
    super(exchange, context, Doors.PUSH);
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
  void onMessage(List<byte[]> parts) {
    message = parts;
    if (allowed.includes(parts.get(0))) {
      seat = context().gateways().seat(endpoint(), this, new Credit(0));
      exchange().expectAnswerIn(context().limits().requestMillis());
      sit(seat);
    } else {
      context().counters().endpoint(endpoint().name()).increment(Counter.MESSAGES_NOT_ALLOWED);
      finish(Replies.TOPIC);
    }
  }

  @Override
  public void joined(int credit) {
    Charge charge = context().charge(bytes(message));
    if (charge == null || !seat.trySpend()) {
      overflowed();
    } else {
      seat.send(message, charge);
    }
  }

  @Override
  public void sent() {
    finish(HttpAnswer.empty(204));
  }

  @Override
  public void abandoned() {
    finish(Replies.NO_ROOM);
  }

  @Override
  public void overflowed() {
    seat.meters().increment(Counter.MESSAGES_OVERFLOWED);
    finish(Replies.BUSY);
  }

  @Override
  public void onLate() {
    seat.withdraw();
  }

  @Override
  public void onGone() {
    MessengerSeat taken = seat;
    if (taken != null) {
      taken.withdraw();
    }
    super.onGone();
  }

  @Override
  public void credited(int messages) {}

  @Override
  public boolean takes(List<byte[]> parts) {
    return false;
  }

  @Override
  public boolean isDrained() {
    return true;
  }

  @Override
  public boolean received(List<byte[]> parts) {
    return false;
  }

  @Override
  public void flush() {}

  @Override
  public void lost(long messages, Loss why) {}
}
