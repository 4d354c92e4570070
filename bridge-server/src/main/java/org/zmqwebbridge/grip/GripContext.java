package org.zmqwebbridge.grip;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.grip.stats.GripStats;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What all of GRIP uses.
 *
 * @param table the routes of now
 * @param forwarding what origins are told of where requests come from
 * @param undecidedMillis how long an origin may leave a WebSocket undecided
 * @param slowReaders what those lose who read too slowly
 */
record GripContext(
    Supplier<RouteTable> table,
    Guard guard,
    Audiences audiences,
    Publishing publishing,
    OriginPort origins,
    FilterAsks filters,
    SocketPort socketPort,
    LiveSockets sockets,
    LinkFetches links,
    LiveHolds holds,
    Lingering lingering,
    Forwarding forwarding,
    Signing signing,
    GripStats stats,
    GripLimits limits,
    long undecidedMillis,
    SlowReaders slowReaders,
    ScheduledExecutorService timer) {

  Counters counters() {
    return guard.counters();
  }

  void count(Counter counter) {
    counters().increment(counter);
  }
}
