package org.zmqwebbridge.it.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.observe.Counter;

/**
 * Many clients whose sockets all have the same names, with disconnects, hooks that stall, and a
 * service that is killed and restarted, that answers out of order, twice, long after, too much or
 * not at all: every reply reaches exactly the socket that asked, and every request has exactly one
 * outcome. {@code zwb ledger} does the same for longer.
 *
 * <p>{@code -Dzwb.ledger.seed=…} repeats its choices.
 */
final class LedgerTest {
  private static final int REQUESTS = 20_000;
  private static final int KILLS = 4;

  @ParameterizedTest
  @CsvSource({"CLEAR, FIRST", "CLEAR, SECOND", "TLS, FIRST", "TLS, SECOND"})
  void everyReplyReachesTheSocketThatAskedAndEveryRequestHasOneOutcome(Wire wire, Words words)
      throws Exception {
    int requests = wire == Wire.TLS ? REQUESTS / 4 : REQUESTS;
    int kills = wire == Wire.TLS ? 1 : KILLS;
    long seed = Long.getLong("zwb.ledger.seed", System.nanoTime());
    System.out.println(
        "ledger: " + wire + ", " + words + ", seed " + seed + ", requests " + requests);
    try (Trial trial = new Trial(wire, words, requests, kills, seed, ended -> {})) {
      trial.run();
      System.out.print(trial.ledger().table());
      TestBridge bridge = trial.bridge();
      bridge.awaitCount(Counter.CONNECTIONS_CLOSED, bridge.count(Counter.CONNECTIONS_OPENED));
      bridge.awaitCount(Counter.SOCKETS_CLOSED, bridge.count(Counter.SOCKETS_OPENED));
      check(trial.ledger(), requests);
      assertTrue(bridge.count(Counter.REPLIES_UNROUTABLE) > 0, "the service answered twice");
      assertEquals(0, trial.balance(), "the bridge's own books balance: " + bridge);
    }
  }

  private static void check(Ledger ledger, int requests) {
    for (Wrong wrong : Wrong.values()) {
      if (wrong != Wrong.LATE) { // a busy machine is late itself; zwb ledger judges that
        assertEquals(0, ledger.count(wrong), () -> wrong + ": " + ledger.told());
      }
    }
    assertEquals(requests, ledger.asked());
    assertEquals(requests, ledger.ended(), "every request has one outcome");
    for (String outcome : List.of("timeout", "gateway_lost", "too_large", Ledger.CUT_OFF)) {
      assertTrue(ledger.count(outcome) > 0, "nothing ended in " + outcome);
    }
    assertTrue(ledger.count(Ledger.REPLY) > requests / 4, "most are answered where it is quick");
  }
}
