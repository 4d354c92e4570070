package org.zmqwebbridge.it.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * What three bridges acknowledge is heard once and in order, or a gap is told, whatever dies.
 * {@code zwb ledger --relay} does the same for longer.
 *
 * <p>{@code -Dzwb.ledger.seed=…} repeats its choices.
 */
final class ChannelLedgerTest {
  private static final int MESSAGES = 26_000;
  private static final int FAULTS = 9;

  @Test
  void allThatIsAcknowledgedIsHeardOnceAndInOrderOrAGapIsTold() {
    long seed = Long.getLong("zwb.ledger.seed", System.nanoTime());
    System.out.println("channel ledger: seed " + seed);
    try (ChannelTrial trial = new ChannelTrial(MESSAGES, FAULTS, seed, published -> {})) {
      trial.run();
      System.out.print(trial.books().table());
      assertTrue(trial.books().isRight(), () -> "seed " + seed + ": " + trial.books().told());
      assertEquals(Trouble.Kind.values().length, trial.made().size());
      assertEquals(
          trial.messages(),
          trial.books().acknowledged.sum() + trial.books().failed.sum(),
          "each ended in one of two ways");
    }
  }
}
