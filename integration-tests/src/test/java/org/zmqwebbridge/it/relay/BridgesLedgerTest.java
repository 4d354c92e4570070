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
    try (BridgesTrial trial = carriedOut(kinds, seed)) {
      conclude(trial, seed);
      System.out.print(BridgesLedgerMain.tolls(trial) + trial.books().table());
      assertTrue(trial.books().isRight(), () -> wrong(seed, trial.books()));
      assertEquals(kinds, trial.tolls().size());
    }
  }

  private static BridgesTrial carriedOut(int kinds, long seed) {
    BridgesTrial trial = null;
    try {
      trial = new BridgesTrial(CHANNELS, MESSAGES, kinds, PACE_NANOS, seed, published -> {});
      trial.run();
      return trial;
    } catch (AssertionError | RuntimeException inVain) {
      if (trial != null) {
        trial.close();
      }
      String why = "seed " + seed + ": the trial was not carried out: " + inVain.getMessage();
      throw new AssertionError(why, inVain);
    }
  }

  private static void conclude(BridgesTrial trial, long seed) {
    try {
      trial.conclude();
    } catch (AssertionError silent) {
      String soFar = "; until then: " + trial.books().wrong();
      throw new AssertionError("seed " + seed + ": " + silent.getMessage() + soFar, silent);
    }
  }

  private static String wrong(long seed, HttpBooks books) {
    return "seed " + seed + ": the books are wrong: " + books.wrong();
  }
}
