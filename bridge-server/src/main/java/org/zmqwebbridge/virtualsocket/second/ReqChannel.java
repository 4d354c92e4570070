package org.zmqwebbridge.virtualsocket.second;

import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.gateway.Caller;
import org.zmqwebbridge.gateway.CallerSeat;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.Outcome;
import org.zmqwebbridge.json.JsonText;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.ErrorPlace;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * A page's REQ: many requests in flight, each with an id of the page's.
 *
 * <p>Owner thread: as {@link Channel}.
 */
final class ReqChannel extends Channel implements Caller {
  private final CallerSeat seat;

  ReqChannel(SecondSession session, Opening opening, GatewayShards gateways) {
    super(session, opening);
    this.seat = gateways.seat(opening.endpoint(), this, true);
  }

  @Override
  boolean allow(Grant grant) {
    return true;
  }

  @Override
  CallerSeat seat() {
    return seat;
  }

  @Override
  void onRequest(DataFrame.Request frame, Charge held) {
    int id = (int) frame.id();
    if (endpoint().json() && !frame.parts().stream().allMatch(JsonText::isWellFormed)) {
      end(held);
      seat.fail(id, Outcome.MALFORMED);
      return;
    }
    Charge charge = held == null ? session().charge(frame.parts()) : held;
    if (charge == null) {
      seat.fail(id, Outcome.OVERFLOW);
    } else {
      seat.request(id, frame.parts(), frame.millis(), charge);
    }
  }

  @Override
  void onCancel(ClientControl.Cancel frame, Charge charge) {
    end(charge);
    session().budget().beginLeaving(); // another one may come in the same breath
    seat.cancel((int) frame.id(), session().budget()::endLeaving);
  }

  @Override
  void onFault(Fault fault, Charge charge) {
    if (fault.place() == ErrorPlace.FAILED) {
      end(charge);
      seat.meters().increment(Counter.REQUESTS_TOO_LARGE);
      WireError error = fault.error();
      downlink().say(new ServerControl.Failed(channel(), fault.id(), error, error.text()));
    } else {
      super.onFault(fault, charge);
    }
  }

  @Override
  public void joined() {
    sayOpened(null);
    session().onOpened(this);
  }

  @Override
  public boolean takes(List<byte[]> parts, int maxMessageBytes) {
    return session().limits().wire().carries(parts);
  }

  @Override
  public boolean replied(int id, List<byte[]> parts) {
    return downlink().queue(new DataFrame.Reply(channel(), Integer.toUnsignedLong(id), parts));
  }

  @Override
  public void flush() {
    downlink().flush();
  }

  @Override
  public void failed(int id, Outcome outcome) {
    if (hasEnded()) {
      return; // it came after the end of its channel, which was its outcome
    }
    long unsigned = Integer.toUnsignedLong(id);
    WireError error = Errors.of(outcome);
    if (error == WireError.ID_IN_USE) {
      downlink().error(error, channel(), unsigned);
    } else {
      downlink().say(new ServerControl.Failed(channel(), unsigned, error, error.text()));
    }
  }
}
