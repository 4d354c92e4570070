package org.zmqwebbridge.it.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What three bridges behind HAProxy acknowledge by HTTP is heard once and in order, or a gap is
 * told, whatever dies. {@code zwb ledger --relay --bridges} does the same for longer.
 *
 * <p>{@code -Dzwb.ledger.seed=…} repeats its choices.
 */
final class BridgesLedgerTest {
  private static final int CHANNELS = 3;
  private static final int MESSAGES = 2_500;
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  @Test
  void allThatIsAcknowledgedByHttpIsHeardOnceAndInOrderOrAGapIsTold() {
    long seed = Long.getLong("zwb.ledger.seed", System.nanoTime());
    System.out.println("ledger of bridges: seed " + seed);
    int kinds = BridgesTrouble.Kind.values().length;
    try (BridgesTrial trial =
        new BridgesTrial(CHANNELS, MESSAGES, kinds, PACE_NANOS, seed, published -> {})) {
      trial.run();
      System.out.print(BridgesLedgerMain.tolls(trial) + trial.books().table());
      assertTrue(trial.books().isRight(), () -> "seed " + seed + ": " + trial.books().wrong());
      assertEquals(kinds, trial.tolls().size());
    }
  }
}
