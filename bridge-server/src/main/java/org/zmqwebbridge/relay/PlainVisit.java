package org.zmqwebbridge.relay;

import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * A request that is answered at once, the same to all, and reaches no channel: OPTIONS, and what a
 * location does not know.
 *
 * <p>Owner thread: the edge's. Lifetime: its exchange's.
 */
final class PlainVisit implements ExchangeHandler {
  private final Exchange exchange;
  private final LocationSpec location;
  private final HttpAnswer answer;
  private final Counters counters;

  PlainVisit(Exchange exchange, LocationSpec location, HttpAnswer answer, Counters counters) {
    this.exchange = exchange;
    this.location = location;
    this.answer = answer;
    this.counters = counters;
  }

  @Override
  public void onOpen() {
    boolean mayBeTold = RelayOrigins.allow(exchange, location);
    if (!mayBeTold) {
      counters.increment(Counter.EXCHANGES_REFUSED_ORIGIN);
    }
    boolean unused =
        exchange.answer(
            mayBeTold ? RelayOrigins.readable(answer, exchange, location) : RelayReplies.FOREIGN);
  }

  @Override
  public void onBody(byte[] body) {
    // never asked for
  }

  @Override
  public void onGone() {
    // it is never held
  }
}
