package org.zmqwebbridge.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;

/** Which kind of visit a subscriber's plain request is. */
final class Subscribers {
  /** For each separator one, so that what is the same is made once; settings name few. */
  private static final Map<String, Wording> RAW = new ConcurrentHashMap<>();

  private static final String HISTORY = "history=";

  private Subscribers() {}

  /**
   * @param ids of its channels, at least one
   */
  static ExchangeHandler open(
      Exchange exchange,
      LocationSpec location,
      List<String> ids,
      Channels channels,
      RelayContext context) {
    OptionalInt asked = asked(exchange.head().query(), location);
    if (asked.isPresent()) {
      return new AskVisit(exchange, location, ids, asked.getAsInt(), channels, context);
    }
    Optional<SubscriberKind> kind = SubscriberKind.of(exchange.head(), location.streams().kinds());
    if (kind.isEmpty()) {
      return new PlainVisit(exchange, location, HttpAnswer.empty(403), context.counters());
    }
    if (kind.get() != SubscriberKind.LONG_POLL) {
      return new StreamVisit(
          exchange, location, ids, kind.get(), wording(kind.get(), location), channels, context);
    }
    return ids.size() > 1 || location.streams().wholeBacklog()
        ? new BacklogVisit(exchange, location, ids, channels, context)
        : new PollVisit(exchange, location, ids.get(0), channels, context);
  }

  /** What its query asks for: so many of the newest messages; 0: who is there; empty: neither. */
  private static OptionalInt asked(String query, LocationSpec location) {
    for (String pair : query.split("&", -1)) {
      if (location.presence().lists() && (pair.equals("presence") || pair.equals("presence="))) {
        return OptionalInt.of(0);
      }
      if (location.streams().maxHistory() > 0 && pair.startsWith(HISTORY)) {
        return OptionalInt.of(messages(pair.substring(HISTORY.length()), location));
      }
    }
    return OptionalInt.empty();
  }

  private static int messages(String wanted, LocationSpec location) {
    int most = location.streams().maxHistory();
    boolean isNumber = wanted.matches("[1-9][0-9]{0,8}");
    return isNumber ? Math.min(most, Integer.parseInt(wanted)) : most;
  }

  private static Wording wording(SubscriberKind kind, LocationSpec location) {
    return switch (kind) {
      case EVENTS -> Wordings.EVENTS;
      case MULTIPART -> Wordings.PARTS;
      case CHUNKED -> Wordings.CHUNKS;
      default -> RAW.computeIfAbsent(location.streams().separator(), Wordings::raw);
    };
  }
}
