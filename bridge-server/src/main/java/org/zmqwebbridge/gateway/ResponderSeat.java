package org.zmqwebbridge.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.observe.Counter;

/**
 * A {@link Responder}'s seat: the asks that it has in hand.
 *
 * <p>Owner thread: as {@link Seat}.
 */
public final class ResponderSeat extends Seat {
  private final Responder responder;
  private final Map<Integer, PendingAsk> inHand = new HashMap<>();
  private int lastId;

  ResponderSeat(GatewayShard shard, EndpointSpec endpoint, Responder responder) {
    super(shard, endpoint);
    this.responder = responder;
  }

  /**
   * Answers an ask; one that it does not have in hand is counted and dropped.
   *
   * @param parts at least one; neither the list nor the arrays may change any more
   */
  public void answer(int id, List<byte[]> parts) {
    if (!shard().offer(() -> shard().gateways().onAnswer(this, id, parts))) {
      unroutable();
    }
  }

  /**
   * Ends an ask with an error, which its asker hears.
   *
   * @param text what people read
   */
  public void fail(int id, String text) {
    if (!shard().offer(() -> shard().gateways().onFailed(this, id, text))) {
      unroutable();
    }
  }

  /** Ends an ask because the responder has too much to do; its asker hears {@code overflow}. */
  public void refuse(int id) {
    onLoop(() -> shard().gateways().onOverflow(this, id));
  }

  /** Its member {@link Responder#takesAsks takes asks} again, on the loop. */
  public void takesMore() {
    shard().gateways().onTakesMore(this);
  }

  /** An answer leads to nobody. */
  public void unroutable() {
    meters().increment(Counter.ANSWERS_UNROUTABLE);
  }

  @Override
  Responder member() {
    return responder;
  }

  @Override
  Optional<JoinError> sitDown(Gateway gateway) {
    return ((RepGateway) gateway).join(this);
  }

  @Override
  void getUp(Gateway gateway) {
    ((RepGateway) gateway).leave(this);
  }

  /** Takes an ask in hand: an id that none of the others has. */
  int take(PendingAsk ask) {
    do {
      lastId++;
    } while (inHand.containsKey(lastId));
    inHand.put(lastId, ask);
    return lastId;
  }

  boolean hasNothingInHand() {
    return inHand.isEmpty();
  }

  /** Lets an ask go; {@code null} if it does not have it in hand. */
  PendingAsk release(int id) {
    return inHand.remove(id);
  }
}
