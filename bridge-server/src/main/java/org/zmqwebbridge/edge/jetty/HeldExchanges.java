package org.zmqwebbridge.edge.jetty;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.edge.websocket.FrameEncoding;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * All exchanges that have no answer yet, and their deadlines; and those whose answer goes on.
 *
 * <p>Owner thread: none; the sweeper's for {@link #sweep}.
 */
final class HeldExchanges {
  private static final Logger log = LoggerFactory.getLogger(HeldExchanges.class);

  private volatile ExchangeLimits limits;
  private final ConnectionRegistry registry;
  private final TakenConnections streams;
  private final Set<HeldExchange> open = ConcurrentHashMap.newKeySet();
  private final Set<HeldExchange> replying = ConcurrentHashMap.newKeySet();

  HeldExchanges(ExchangeLimits limits, ConnectionRegistry registry) {
    this.limits = limits;
    this.registry = registry;
    this.streams = new TakenConnections(registry);
  }

  ExchangeLimits limits() {
    return limits;
  }

  /** From now on, these hold; deadlines that run stay as they are. */
  void limits(ExchangeLimits changed) {
    limits = changed;
  }

  Counters counters() {
    return registry.counters();
  }

  /** What all clients may have sent of what is not whole yet. */
  ByteBudget incoming() {
    return registry.incoming();
  }

  /** What may wait for all clients together. */
  ByteBudget outgoing() {
    return registry.outgoing();
  }

  boolean isClosing() {
    return registry.isClosing();
  }

  TakenConnections streams() {
    return streams;
  }

  /** For an answer that is streamed from now on. */
  StreamConnection newStream(
      Exchange answered, EndPoint endPoint, FrameEncoding encoding, StreamHandler handler) {
    return new StreamConnection(
        answered.id(), answered.head(), endPoint, streams, registry.limits(), encoding, handler);
  }

  /** How long a client may take nothing of its answer. */
  long writeMillis() {
    return registry.limits().writeMillis();
  }

  void add(HeldExchange exchange) {
    open.add(exchange);
  }

  void remove(HeldExchange exchange) {
    open.remove(exchange);
  }

  /** The answer of one has begun, and comes in parts. */
  void goesOn(HeldExchange exchange) {
    replying.add(exchange);
  }

  /** That answer has ended. */
  void isWhole(HeldExchange exchange) {
    replying.remove(exchange);
  }

  /** Hands over all that an operator sees. */
  void eachLasting(Consumer<Lasting> hearer) {
    open.forEach(hearer);
    replying.forEach(hearer);
    streams.eachLasting(hearer);
  }

  int size() {
    return open.size();
  }

  /** How many have no whole answer. */
  int unfinished() {
    return open.size() + replying.size();
  }

  /** Ends those that are late; one that fails must not end the sweeping. */
  void sweep() {
    long now = System.nanoTime();
    for (HeldExchange exchange : open) {
      try {
        exchange.sweep(now);
      } catch (RuntimeException bug) {
        counters()
            .line(
                LineKind.CONNECTION_FAILED,
                bug,
                (more, trace) ->
                    log.error("exchange {}: cannot be looked after{}", exchange.id(), more, trace));
      }
    }
  }
}
