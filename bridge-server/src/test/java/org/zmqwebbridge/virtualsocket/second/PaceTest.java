package org.zmqwebbridge.virtualsocket.second;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a page hears by the clock: beats, pongs and errors; the clock is the test's. */
class PaceTest {
  private static final long BEGIN = Long.MAX_VALUE - 5; // nanoTime may wrap

  private long now = BEGIN;

  private long after(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    return now;
  }

  /** The longest silence in so many looks, if nothing but beats is said. */
  private long longestSilenceMillis(HeartbeatClock clock, int looks, int everyMillis) {
    long heard = now;
    long longest = 0;
    for (int i = 0; i < looks; i++) {
      if (clock.isDue(after(everyMillis))) {
        longest = Math.max(longest, now - heard);
        heard = now;
        clock.spoke();
      }
    }
    return TimeUnit.NANOSECONDS.toMillis(Math.max(longest, now - heard));
  }

  @Test
  void aPageHearsSomethingInEveryHeartbeat() {
    HeartbeatClock clock = new HeartbeatClock(15_000, now);
    long silence = longestSilenceMillis(clock, 1_000, 500);
    assertTrue(silence <= 15_000, silence + " ms");
    assertTrue(silence >= 12_000, "not more often than it need be: " + silence + " ms");
  }

  @Test
  void theShortestHeartbeatIsKeptToo() {
    long silence = longestSilenceMillis(new HeartbeatClock(1_000, now), 100, 500);
    assertTrue(silence <= 1_000, silence + " ms");
  }

  @Test
  void whoHearsSomethingElseHearsNoBeat() {
    HeartbeatClock clock = new HeartbeatClock(15_000, now);
    for (int i = 0; i < 1_000; i++) {
      after(250);
      clock.spoke();
      assertFalse(clock.isDue(after(250)));
    }
  }

  @Test
  void aPingIsAnsweredOnceIn250Milliseconds() {
    PingPace pace = new PingPace(() -> now);
    assertTrue(pace.mayAnswer());
    after(249);
    assertFalse(pace.mayAnswer());
    after(1);
    assertTrue(pace.mayAnswer());
    assertFalse(pace.mayAnswer());
  }

  @Test
  void errorsAreToldSoOftenInASecond() {
    ErrorPace pace = new ErrorPace(3, now);
    assertEquals(3, told(pace, 1_000));
    after(999);
    assertEquals(0, told(pace, 10));
    after(1);
    assertEquals(3, told(pace, 1_000));
  }

  private int told(ErrorPace pace, int errors) {
    int told = 0;
    for (int i = 0; i < errors; i++) {
      told += pace.mayTell(now) ? 1 : 0;
    }
    return told;
  }

  @Test
  void anAllowanceIsUsedUpAndGivenBack() {
    Allowance allowance = new Allowance(2);
    assertTrue(allowance.tryTake());
    assertTrue(allowance.tryTake());
    assertFalse(allowance.tryTake());
    allowance.give(1);
    assertTrue(allowance.tryTake());
    assertFalse(allowance.tryTake());
  }
}
