package org.zmqwebbridge.it.relay;

import java.util.function.BooleanSupplier;
import org.zmqwebbridge.kit.Await;

/**
 * Waits for what has to be so that a trial can go on: processes that start, a sentinel that makes
 * up its mind. A busy machine takes its time with that, and nothing is learnt from its failure but
 * that the trial could not be carried out.
 */
final class Patience {
  private static final int TIMES = 6;

  private Patience() {}

  /** Returns as soon as the condition holds; fails after several deadlines. */
  static void await(String what, BooleanSupplier condition) {
    AssertionError late = null;
    for (int i = 0; i < TIMES; i++) {
      try {
        Await.await(what, condition);
        return;
      } catch (AssertionError notYet) {
        late = notYet;
      }
    }
    throw new AssertionError("waited " + TIMES + " times in vain for: " + what, late);
  }
}
