package org.zmqwebbridge.virtualsocket.second;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.Responder;
import org.zmqwebbridge.gateway.ResponderSeat;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * A page's REP: it is asked, each time with an id of the bridge's.
 *
 * <p>Owner thread: as {@link Channel}.
 */
final class RepChannel extends Channel implements Responder {
  private static final String CANNOT = "The page could not answer.";
  private static final String TOO_LARGE = "The page's answer is larger than this bridge carries.";

  private static final String ASK_TOO_LARGE =
      "The request has more parts than this bridge delivers to browsers.";

  private final ResponderSeat seat;
  private final Credit credit; // null: it has no bound
  private final AskQueue waiting; // for credit; null: it has no bound
  private Optional<String> principal = Optional.empty(); // does not change once it is allowed

  RepChannel(SecondSession session, Opening opening, GatewayShards gateways) {
    super(session, opening);
    this.seat = gateways.seat(opening.endpoint(), this);
    boolean isBound = Credit.isBound(opening.frame());
    this.credit = isBound ? new Credit(opening.frame().credit()) : null;
    this.waiting = isBound ? session.newAskQueue() : null;
  }

  @Override
  boolean allow(Grant grant) {
    principal = grant.principal();
    return true;
  }

  @Override
  public Optional<String> principal() {
    return principal;
  }

  @Override
  public BooleanSupplier askForLife() {
    return downlink().askForLife();
  }

  @Override
  ResponderSeat seat() {
    return seat;
  }

  @Override
  void onReply(DataFrame.Reply frame, Charge charge) {
    end(charge);
    seat.answer((int) frame.id(), frame.parts());
  }

  @Override
  void onFailed(ClientControl.Failed frame, Charge charge) {
    end(charge);
    seat.fail((int) frame.id(), frame.text().isEmpty() ? CANNOT : frame.text());
  }

  /** An answer that is not carried: anyone who asked hears so, and does not wait for another. */
  @Override
  void onFault(Fault fault, Charge charge) {
    if (fault.error() == WireError.TOO_LARGE && fault.id() != Fault.NO_ID) {
      seat.fail((int) fault.id(), TOO_LARGE);
    }
    super.onFault(fault, charge);
  }

  @Override
  public void replaced() {
    session().close(this, WireError.IN_USE);
  }

  @Override
  public String identity() {
    return opening().frame().identity();
  }

  @Override
  public String reclaim() {
    return opening().frame().reclaim();
  }

  @Override
  public void joined(String reclaimSecret) {
    sayOpened(reclaimSecret);
    session().onOpened(this);
  }

  @Override
  public void asked(int id, long millis, List<byte[]> parts) {
    if (!session().limits().wire().carries(parts)) {
      seat.fail(id, ASK_TOO_LARGE);
      return;
    }
    if (credit == null || (waiting.isEmpty() && credit.take(1) == 1)) {
      downlink().say(new DataFrame.Request(channel(), Integer.toUnsignedLong(id), millis, parts));
    } else if (!waiting.add(id, millis, parts, System.nanoTime())) {
      seat.meters().increment(Counter.CREDIT_OVERFLOWED);
      seat.refuse(id);
    }
  }

  @Override
  public boolean takesAsks() {
    return credit == null || (waiting.isEmpty() && credit.isLeft());
  }

  @Override
  void onCredit(ClientControl.Credit frame, Charge charge) {
    end(charge);
    if (credit != null && credit.give(frame.messages())) {
      seat.onLoop(this::onCredited);
    }
  }

  private void onCredited() {
    if (!credit.takeUp()) {
      session().close(this, WireError.CREDIT_OVERFLOW);
      return;
    }
    while (!waiting.isEmpty() && credit.take(1) == 1) {
      downlink().say(waiting.take(channel(), System.nanoTime()));
    }
    seat.takesMore();
  }

  @Override
  void onGone() {
    if (waiting != null) {
      waiting.clear();
    }
  }

  @Override
  public void cancelled(int id) {
    if (waiting != null && waiting.remove(id)) {
      return; // its page has not heard of it
    }
    downlink().say(new ServerControl.Cancel(channel(), Integer.toUnsignedLong(id)));
  }
}
