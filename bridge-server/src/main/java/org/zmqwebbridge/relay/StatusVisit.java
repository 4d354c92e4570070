package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;

/**
 * Somebody who asks how the relay does: lines of nchan's status page, those that mean something
 * here, of this bridge and the location's store.
 *
 * <p>Owner thread: as {@link RelayVisit}.
 */
final class StatusVisit extends RelayVisit {
  StatusVisit(Exchange exchange, LocationSpec location, Channels channels, RelayContext context) {
    super(exchange, location, exchange.head().path(), channels, context);
  }

  @Override
  String kind() {
    return "http";
  }

  @Override
  SocketType type() {
    return SocketType.SUB;
  }

  @Override
  List<String> ids() {
    return List.of(id());
  }

  @Override
  void proceed() {
    String text =
        "total published messages: "
            + context().counters().value(Counter.RELAY_PUBLISHED)
            + "\nchannels: "
            + channels().size()
            + "\nsubscribers: "
            + channels().subscribers()
            + "\n";
    finish(HttpAnswer.of(200, "text/plain", text.getBytes(US_ASCII)));
  }
}
