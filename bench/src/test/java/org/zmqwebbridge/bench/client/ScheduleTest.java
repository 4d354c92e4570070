package org.zmqwebbridge.bench.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule hundred = new Schedule(5_000, 100);

  @Test
  void theFirstIsDueAtTheBeginning() {
    assertEquals(5_000, hundred.due(0));
    assertEquals(0, hundred.countBy(4_999));
    assertEquals(1, hundred.countBy(5_000));
  }

  @Test
  void theDistanceIsEvenAndDoesNotDrift() {
    assertEquals(5_000 + 10_000_000L, hundred.due(1));
    assertEquals(5_000 + 1_000_000_000L, hundred.due(100));
    assertEquals(5_000 + 3_600_000_000_000L, hundred.due(360_000));
  }

  @Test
  void whatIsDueByAnInstantHasTheNumbersBelowTheCount() {
    Schedule odd = new Schedule(0, 7);
    for (long number = 0; number < 1000; number++) {
      assertEquals(number + 1, odd.countBy(odd.due(number)));
      assertEquals(number, odd.countBy(odd.due(number) - 1));
    }
  }
}
