package org.zmqwebbridge.relay;

import java.util.Optional;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.LocationSpec.Kind;

/** Which kind of visit a request is. */
final class RelayVisits {
  private RelayVisits() {}

  static ExchangeHandler open(
      Exchange exchange, LocationSpec location, Channels channels, RelayContext context) {
    Ways ways = location.flavor().ways();
    String method = exchange.head().method();
    if (method.equals("OPTIONS")) {
      return new PlainVisit(exchange, location, options(exchange, location), context.counters());
    }
    Optional<String> named = location.path().id(exchange.head().path());
    if (named.isEmpty()) {
      return new PlainVisit(exchange, location, ways.noId(), context.counters());
    }
    Optional<String> id = ways.shortened(named.get(), location.names().maxIdBytes());
    if (id.isEmpty()) {
      context.counters().increment(Counter.RELAY_IDS_TOO_LONG);
      return new PlainVisit(exchange, location, ways.tooLong(), context.counters());
    }
    if (!subscribes(method, location)) {
      return new PublishVisit(exchange, location, id.get(), channels, context);
    }
    return method.equals("GET")
        ? new PollVisit(exchange, location, id.get(), channels, context)
        : new PlainVisit(exchange, location, ways.noSubscriber(), context.counters());
  }

  /** Whether a request with this method is a subscriber's there. */
  static boolean subscribes(String method, LocationSpec location) {
    return location.kind() == Kind.SUBSCRIBER
        || (location.kind() == Kind.PUBSUB && method.equals("GET"));
  }

  private static HttpAnswer options(Exchange exchange, LocationSpec location) {
    boolean onlySubscribes = location.kind() == Kind.SUBSCRIBER;
    String allowed = onlySubscribes ? Ways.SUBSCRIBERS : Ways.PUBLISHERS;
    HttpAnswer answer = location.flavor().ways().options(allowed);
    return exchange.head().header("origin").isPresent()
        ? RelayOrigins.preflight(answer, allowed, onlySubscribes)
        : answer;
  }
}
