package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Over how long a stop closes connections. */
class ShutdownSpreadTest {
  @Test
  void aThousandASecondAndMoreIfThereAreMany() {
    assertEquals(300, Shutdown.spreadMillis(4_000, 300, 0));
    assertEquals(2_000, Shutdown.spreadMillis(4_000, 5_000, 0));
  }

  @Test
  void overWhatIsLeftOfTheDrainWhereConnectionsHaveLifetimes() {
    assertEquals(30_000, Shutdown.spreadMillis(80_000, 300, 30_000));
    assertEquals(40_000, Shutdown.spreadMillis(80_000, 300, 60_000));
    assertEquals(300, Shutdown.spreadMillis(4_000, 300, -200));
  }

  @Test
  void withNobodyThereItTakesNoTime() {
    assertEquals(0, Shutdown.spreadMillis(80_000, 0, 30_000));
  }
}
