package org.zmqwebbridge.relay;

import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;

/** Which kind of visit a request is. */
final class RelayVisits {
  private RelayVisits() {}

  static ExchangeHandler open(
      Exchange exchange, LocationSpec location, Channels channels, RelayContext context) {
    return null;
  }
}
