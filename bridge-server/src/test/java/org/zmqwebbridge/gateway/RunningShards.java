package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.zmq.ZmqLoops;

/** Gateways on a loop of their own, as a bridge has them, without its edge. */
final class RunningShards {
  private static final long DEADLINE_SECONDS = 20;
  private static final GatewayLimits DEFAULTS = VirtualSocketLimits.DEFAULTS.gateway();

  private final Counters counters = new Counters();
  private final ByteBudget inAll = new ByteBudget(Long.MAX_VALUE);
  private final RequestBudget budget = new RequestBudget(1000, 1 << 30, inAll, () -> {});
  private final ZmqLoops loops = new ZmqLoops(1, 0, 5_000, System::nanoTime, counters);
  private final GatewayShards shards;

  RunningShards(GatewayLimits limits, EndpointSpec... endpoints) {
    shards =
        new GatewayShards(
            new EndpointDirectory(List.of(endpoints)),
            loops.all(),
            host -> {
              throw new AssertionError(host);
            },
            limits,
            counters);
    loops.start();
    shards.start();
  }

  /** The defaults, but for these. */
  static GatewayLimits limits(
      int maxMessageBytes, int maxRequestsPerEndpoint, long maxAskBytes, long requestMillis) {
    return new GatewayLimits(
        maxMessageBytes,
        DEFAULTS.maxBackendMessageBytes(),
        DEFAULTS.fairRequests(),
        maxRequestsPerEndpoint,
        DEFAULTS.maxUnsentMessages(),
        DEFAULTS.maxUnsentBytes(),
        DEFAULTS.maxUntakenBytes(),
        DEFAULTS.maxOwnConnections(),
        DEFAULTS.maxEndpoints(),
        DEFAULTS.maxPeersPerEndpoint(),
        DEFAULTS.maxAsksWithoutPage(),
        maxAskBytes,
        DEFAULTS.maxTopicsPerEndpoint(),
        requestMillis,
        DEFAULTS.absentPageMillis(),
        1, // what nobody needs ends at the next look
        DEFAULTS.wedgedMillis(),
        DEFAULTS.signOfLifeMillis(),
        DEFAULTS.maxFreshConnections(),
        DEFAULTS.maxFreshWaiting(),
        DEFAULTS.freshMillis());
  }

  /** The same, but a responder may be silent for so long before somebody else has its name. */
  static GatewayLimits withSignOfLife(GatewayLimits limits, long millis) {
    return with(limits, limits.absentPageMillis(), millis);
  }

  /** The same, but an ask waits for so long for its page. */
  static GatewayLimits withAbsentPage(GatewayLimits limits, long millis) {
    return with(limits, millis, limits.signOfLifeMillis());
  }

  private static GatewayLimits with(
      GatewayLimits limits, long absentPageMillis, long signOfLifeMillis) {
    return new GatewayLimits(
        limits.maxMessageBytes(),
        limits.maxBackendMessageBytes(),
        limits.fairRequests(),
        limits.maxRequestsPerEndpoint(),
        limits.maxUnsentMessages(),
        limits.maxUnsentBytes(),
        limits.maxUntakenBytes(),
        limits.maxOwnConnections(),
        limits.maxEndpoints(),
        limits.maxPeersPerEndpoint(),
        limits.maxAsksWithoutPage(),
        limits.maxAskBytesWithoutPage(),
        limits.maxTopicsPerEndpoint(),
        limits.requestMillis(),
        absentPageMillis,
        limits.gatewayIdleMillis(),
        limits.wedgedMillis(),
        signOfLifeMillis,
        limits.maxFreshConnections(),
        limits.maxFreshWaiting(),
        limits.freshMillis());
  }

  GatewayShards shards() {
    return shards;
  }

  Counters counters() {
    return counters;
  }

  /** What one more request takes. */
  Charge charge() {
    return budget.tryBegin(1);
  }

  /** How much has not been given back. */
  long charged() {
    return inAll.taken();
  }

  /** Ends it. */
  void close() throws Exception {
    shards.close().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertTrue(loops.stop(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS)));
    assertEquals(0, inAll.taken(), "every request gives back what it took");
    assertEquals(0, shards.open(), "every gateway is closed");
  }
}
