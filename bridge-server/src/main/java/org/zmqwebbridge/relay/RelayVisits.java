package org.zmqwebbridge.relay;

import java.util.List;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.relay.LocationSpec.Kind;

/** Which kind of visit a request is. */
final class RelayVisits {
  private RelayVisits() {}

  static ExchangeHandler open(
      Exchange exchange, RelayConfig.Found found, Channels channels, RelayContext context) {
    LocationSpec location = found.location();
    Ways ways = location.flavor().ways();
    String method = exchange.head().method();
    if (method.equals("OPTIONS")) {
      return new PlainVisit(exchange, location, options(exchange, location), context.counters());
    }
    if (location.kind() == Kind.STATUS) {
      return method.equals("GET")
          ? new StatusVisit(exchange, location, channels, context)
          : new PlainVisit(exchange, location, ways.noSubscriber(), context.counters());
    }
    Target target = Target.of(exchange.head(), found);
    if (target instanceof Target.Wrong wrong) {
      wrong.counter().ifPresent(context.counters()::increment);
      return new PlainVisit(exchange, location, wrong.answer(), context.counters());
    }
    List<String> ids = ((Target.Named) target).ids();
    if (subscribes(method, location)) {
      return method.equals("GET")
          ? Subscribers.open(exchange, location, ids, channels, context)
          : new PlainVisit(exchange, location, ways.noSubscriber(), context.counters());
    }
    return new PublishVisit(exchange, location, ids, channels, context);
  }

  /** Whether a request with this method is a subscriber's there. */
  static boolean subscribes(String method, LocationSpec location) {
    return location.kind() == Kind.SUBSCRIBER
        || location.kind() == Kind.STATUS
        || (location.kind() == Kind.PUBSUB && method.equals("GET"));
  }

  private static HttpAnswer options(Exchange exchange, LocationSpec location) {
    boolean onlySubscribes = location.kind() == Kind.SUBSCRIBER || location.kind() == Kind.STATUS;
    String allowed = onlySubscribes ? Ways.SUBSCRIBERS : Ways.PUBLISHERS;
    HttpAnswer answer = location.flavor().ways().options(allowed);
    return exchange.head().header("origin").isPresent()
        ? RelayOrigins.preflight(answer, allowed, onlySubscribes)
        : answer;
  }
}
