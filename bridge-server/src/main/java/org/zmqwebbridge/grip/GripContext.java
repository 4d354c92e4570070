package org.zmqwebbridge.grip;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.grip.stats.GripStats;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.origin.OriginFailure;

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
  private static final Logger log = LoggerFactory.getLogger(GripContext.class);

  Counters counters() {
    return guard.counters();
  }

  void count(Counter counter) {
    counters().increment(counter);
  }

  /**
   * Counts that an origin has failed somebody, and says so in the log.
   *
   * @param target which; {@code null}: none was asked
   */
  void originFailed(Target target, OriginFailure why) {
    count(Counter.GRIP_ORIGIN_FAILED);
    if (why.kind() == OriginFailure.Kind.ABORTED) {
      return; // its client has left
    }
    counters()
        .line(
            LineKind.ORIGIN_FAILED,
            more ->
                log.warn(
                    "origin {} failed a client ({}): {}{}",
                    target == null ? "of a route" : target.place(),
                    why.kind(),
                    why.text(),
                    more));
  }
}
