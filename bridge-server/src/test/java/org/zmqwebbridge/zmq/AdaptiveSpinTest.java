package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AdaptiveSpinTest {
  private static final int MOST = 2_000;
  private static final long LONG = 10 * AdaptiveSpin.SOON_NANOS;
  private static final long SHORT = AdaptiveSpin.SOON_NANOS / 10;

  private final AdaptiveSpin spin = new AdaptiveSpin(MOST);

  private int turnsUntilItSleeps() {
    int turns = 0;
    while (spin.again()) {
      turns++;
    }
    return turns;
  }

  @Test
  void itSpinsAsLongAsItMayAtFirst() {
    assertEquals(MOST, turnsUntilItSleeps());
  }

  @Test
  void longSleepsMakeItSpinLessDownToALittle() {
    for (int i = 0; i < 20; i++) {
      turnsUntilItSleeps();
      spin.slept(LONG);
    }
    assertEquals(1 + MOST / 64, turnsUntilItSleeps());
  }

  @Test
  void shortSleepsMakeItSpinAgain() {
    for (int i = 0; i < 20; i++) {
      spin.slept(LONG);
    }
    for (int i = 0; i < 20; i++) {
      spin.slept(SHORT);
    }
    assertEquals(MOST, turnsUntilItSleeps());
  }

  @Test
  void workThatComesWhileItSpinsMakesItSpinLonger() {
    for (int i = 0; i < 20; i++) {
      spin.slept(LONG);
    }
    int before = spin.limit();
    assertTrue(spin.again());
    spin.busy();
    assertEquals(2 * before, spin.limit());
    spin.busy();
    assertEquals(2 * before, spin.limit(), "it had not begun to spin");
  }

  @Test
  void ofNothingItNeverSpins() {
    AdaptiveSpin never = new AdaptiveSpin(0);
    assertFalse(never.again());
    never.slept(SHORT);
    assertFalse(never.again());
  }
}
