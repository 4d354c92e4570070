package org.zmqwebbridge;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.zmqwebbridge.observe.Counter;

/**
 * Which counters count what is meant to happen: all others tell of something that somebody did not
 * get. One that is new is among the others until it is named here.
 */
final class Traffic {
  /** All of them. */
  static final Set<Counter> COUNTERS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Counter.CONNECTIONS_OPENED,
              Counter.CONNECTIONS_CLOSED,
              Counter.LIFETIMES_OVER,
              Counter.GRIP_PUBLISHED,
              Counter.RELAY_PUBLISHED,
              Counter.RELAY_BACKLOGS_CUT,
              Counter.CHANNELS_BACKLOGS_CUT,
              Counter.EXCHANGES,
              Counter.MESSAGES_IN,
              Counter.MESSAGES_OUT,
              Counter.HOOK_ALLOWED,
              Counter.GRANTS_EXPIRED,
              Counter.RENEWALS,
              Counter.SOCKETS_OPENED,
              Counter.SOCKETS_CLOSED,
              Counter.WIRE_BEATS,
              Counter.DOORS_RESUMED,
              Counter.REQUESTS,
              Counter.REPLIES,
              Counter.REQUESTS_CANCELLED,
              Counter.PUBLICATIONS,
              Counter.PUBLICATIONS_CONFLATED,
              Counter.DELIVERIES,
              Counter.ASKS,
              Counter.ASKS_ANSWERED,
              Counter.ASKS_WAITED,
              Counter.ASKS_GIVEN_ON,
              Counter.FRESH_CONNECTIONS,
              Counter.HOLDERS_ASKED,
              Counter.MESSAGES_SENT,
              Counter.MESSAGES_RECEIVED,
              Counter.GATEWAYS_OPENED,
              Counter.GATEWAYS_CLOSED,
              Counter.PEERS_CONNECTED,
              Counter.MONGREL2_REQUESTS,
              Counter.MONGREL2_REPLIES,
              Counter.MONGREL2_DISCONNECTS,
              Counter.MONGREL2_UPLOADS,
              Counter.BLASTBEAT_REQUESTS,
              Counter.BLASTBEAT_MESSAGES,
              Counter.BLASTBEAT_DELIVERIES,
              Counter.BLASTBEAT_CACHE_HITS,
              Counter.BLASTBEAT_SOCKET_IO_MESSAGES,
              Counter.BLASTBEAT_SOCKET_IO_LEFT,
              Counter.INSPECTOR_PASSED_OVER,
              Counter.RELOADS));

  private Traffic() {}
}
