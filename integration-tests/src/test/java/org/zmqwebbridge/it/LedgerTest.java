package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/**
 * Many clients that all use the same identity, with disconnects and a back end that is killed and
 * restarted, that answers out of order, twice, and again long after: every reply reaches exactly
 * the socket that asked, and every request has exactly one outcome.
 *
 * <p>{@code -Dzwb.ledger.requests=1000000} and {@code -Dzwb.ledger.seed=…} change its size and
 * repeat its choices.
 */
final class LedgerTest {
  private static final int CLIENTS = 200;
  private static final int RESTARTS = 10;

  @ParameterizedTest
  @EnumSource
  void everyReplyReachesTheSocketThatAskedAndEveryRequestHasOneOutcome(Wire wire) throws Exception {
    long all = Long.getLong("zwb.ledger.requests", 100_000);
    long requests = wire == Wire.TLS ? all / 5 : all;
    long seed = Long.getLong("zwb.ledger.seed", System.nanoTime());
    System.out.println("ledger: " + wire + ", seed " + seed + ", requests " + requests);
    Ledger ledger = new Ledger();
    int port = FreePort.find();
    try (TestBridge bridge =
        TestBridge.start(
            wire,
            b ->
                b.endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:" + port)
                    .selectors(wire == Wire.TLS ? 2 : 1)
                    .limits(Limits.sockets("requestMillis", 3_000)))) {
      run(bridge, port, ledger, requests, seed);
      System.out.println("ledger: " + ledger + "; " + bridge);
      bridge.awaitCount(Counter.CONNECTIONS_CLOSED, bridge.count(Counter.CONNECTIONS_OPENED));
      bridge.awaitCount(Counter.SOCKETS_CLOSED, bridge.count(Counter.SOCKETS_OPENED));
      check(bridge, ledger, requests);
    }
  }

  private static void run(TestBridge bridge, int port, Ledger ledger, long requests, long seed)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    BackEnd backEnd = BackEnd.start(port, new UnrulyEcho(new Random(seed)));
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        long share = requests / CLIENTS + (i < requests % CLIENTS ? 1 : 0);
        Random random = new Random(seed + 1 + i);
        LedgerClient client = new LedgerClient(i, bridge, ledger, random, share);
        clients.add(threads.submit(client));
      }
      for (int i = 1; i <= RESTARTS; i++) {
        long mark = requests * i / (RESTARTS + 1);
        Await.await(
            "progress",
            () -> ledger.outcomes() >= mark || clients.stream().allMatch(Future::isDone));
        backEnd.close();
        backEnd = BackEnd.start(port, new UnrulyEcho(new Random(seed - i)));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    } finally {
      threads.shutdownNow();
      backEnd.close();
    }
  }

  private static void check(TestBridge bridge, Ledger ledger, long requests) {
    assertEquals(requests, ledger.outcomes(), "every request has one outcome");
    assertTrue(ledger.replies.sum() > requests / 2, "most are answered");
    assertTrue(ledger.abandoned.sum() > 0, "clients disconnected with requests in flight");
    assertTrue(ledger.errors.sum() > 0, "the back end was killed with requests in flight");
    assertTrue(bridge.count(Counter.REPLIES_UNROUTABLE) > 0, "the back end answered twice");
    assertEquals(0, bridge.count(Counter.REQUESTS_OVERFLOWED));
    assertEquals(
        bridge.count(Counter.REQUESTS),
        bridge.count(Counter.REPLIES)
            + bridge.count(Counter.REQUESTS_TIMED_OUT)
            + bridge.count(Counter.REQUESTS_GATEWAY_LOST)
            + bridge.count(Counter.REQUESTS_NOT_CONNECTED)
            + bridge.count(Counter.REQUESTS_ABANDONED),
        "the bridge's own books balance");
  }

  /** What became of the requests. */
  static final class Ledger {
    final LongAdder replies = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder abandoned = new LongAdder();

    long outcomes() {
      return replies.sum() + errors.sum() + abandoned.sum();
    }

    @Override
    public String toString() {
      return replies + " replies, " + errors + " errors, " + abandoned + " abandoned";
    }
  }
}
