package org.zmqwebbridge.door;

import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.door.wire.PartsArray;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.gateway.Caller;
import org.zmqwebbridge.gateway.CallerSeat;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Outcome;

/**
 * A request to a service, and its reply. A client that leaves gives its request up.
 *
 * <p>Owner thread: as {@link DoorVisit}.
 */
final class RequestVisit extends DoorVisit implements Caller {
  private HttpAnswer reply; // the loop's, from replied to flush

  RequestVisit(Exchange exchange, DoorContext context) {
    super(exchange, context, Doors.REQUEST);
  }

  @Override
  boolean allow(Grant grant) {
    return true;
  }

  @Override
  void onMessage(List<byte[]> parts) {
    CallerSeat seat = context().gateways().seat(endpoint(), this, false);
    if (endpoint().json() && !parts.stream().allMatch(PartsArray::isJson)) {
      fail(seat, Outcome.MALFORMED);
      return;
    }
    Charge charge = context().charge(bytes(parts));
    if (charge == null) {
      fail(seat, Outcome.OVERFLOW);
      return;
    }
    sit(seat);
    seat.request(0, parts, 0, charge);
  }

  private static void fail(CallerSeat seat, Outcome outcome) {
    seat.tell(0, outcome);
  }

  @Override
  public void joined() {
    // its request is on its way already
  }

  @Override
  public boolean takes(List<byte[]> parts, int maxMessageBytes) {
    return bytes(parts) <= maxMessageBytes;
  }

  @Override
  public boolean replied(int id, List<byte[]> parts) {
    reply =
        parts.size() == 1
            ? HttpAnswer.of(200, endpoint().replyType(), parts.get(0))
            : HttpAnswer.of(200, PartsArray.MEDIA_TYPE, PartsArray.encode(parts));
    return true;
  }

  @Override
  public void flush() {
    finish(reply);
  }

  @Override
  public void failed(int id, Outcome outcome) {
    finish(Replies.of(outcome));
  }
}
