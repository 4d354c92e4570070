package org.zmqwebbridge.virtualsocket.second;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A page hears a minute before what was granted to it ends, once for each moment. */
class ExpiriesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  private final List<Long> told = new ArrayList<>();
  private final Expiries expiries = new Expiries(told::add);

  private static Optional<Instant> in(long seconds) {
    return Optional.of(NOW.plusSeconds(seconds));
  }

  @Test
  void itIsToldAMinuteBeforeAndNotEarlierOrTwice() {
    expiries.add(in(100), NOW);
    expiries.warn(NOW.plusSeconds(39));
    assertEquals(List.of(), told);
    expiries.warn(NOW.plusSeconds(40));
    expiries.warn(NOW.plusSeconds(41));
    assertEquals(List.of(1_100L), told);
    assertTrue(expiries.isEmpty());
  }

  @Test
  void whatEndsSoonerIsToldAtOnce() {
    expiries.add(in(10), NOW);
    assertEquals(List.of(1_010L), told);
  }

  @Test
  void severalThatEndTogetherAreOne() {
    expiries.add(in(70), NOW);
    expiries.add(in(70), NOW);
    expiries.remove(in(70));
    expiries.warn(NOW.plusSeconds(20));
    expiries.add(in(70), NOW.plusSeconds(21));
    assertEquals(List.of(1_070L), told);
  }

  @Test
  void whatIsNotNeededAnyMoreIsNotTold() {
    expiries.add(in(100), NOW);
    expiries.add(in(200), NOW);
    expiries.remove(in(100));
    expiries.warn(NOW.plusSeconds(100));
    assertEquals(List.of(), told);
    assertFalse(expiries.isEmpty());
    expiries.warn(NOW.plusSeconds(140));
    assertEquals(List.of(1_200L), told);
  }

  @Test
  void whatNeverEndsIsNothing() {
    expiries.add(Optional.empty(), NOW);
    expiries.remove(Optional.empty());
    assertTrue(expiries.isEmpty());
  }
}
