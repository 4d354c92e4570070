package org.zmqwebbridge.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When connections have been there for long enough. */
class LifetimesTest {
  private static final long NOW = 123;

  private static long millis(double random) {
    return TimeUnit.NANOSECONDS.toMillis(new Lifetimes(() -> random).end(NOW, 1_000) - NOW);
  }

  @Test
  void eachStaysThreeQuartersOfTheTimeAtLeastAndNeverMore() {
    assertEquals(750, millis(0));
    assertEquals(875, millis(0.5));
    assertEquals(999, millis(0.9999));
  }

  @Test
  void noughtIsForEver() {
    assertEquals(0, Lifetimes.RANDOM.end(NOW, 0));
    assertFalse(Lifetimes.isOver(0, Long.MAX_VALUE));
    assertFalse(Lifetimes.isOver(0, Long.MIN_VALUE));
  }

  @Test
  void theClockMayPassItsOwnEnd() {
    long end = new Lifetimes(() -> 0).end(Long.MAX_VALUE - 10, 1_000);
    assertFalse(Lifetimes.isOver(end, Long.MAX_VALUE));
    assertFalse(Lifetimes.isOver(end, end - 1));
    assertTrue(Lifetimes.isOver(end, end));
    assertTrue(Lifetimes.isOver(end, end + 1));
  }
}
