package org.zmqwebbridge.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class RatesTest {
  private final AtomicLong now = new AtomicLong();
  private final Counters counters = new Counters();
  private final List<Runnable> wakes = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable wake, long delay, TimeUnit unit) {
          wakes.add(wake);
          waits.add(unit.toMillis(delay));
          return null;
        }
      };

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  private Rates rates(int perConnection, int perPrincipal, int burstSeconds) {
    return new Rates(
        new RateLimits(perConnection, perPrincipal, burstSeconds), now::get, timer, counters);
  }

  private static void nobody() {}

  private void pass(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static void spend(RateLimiter pace, int messages) {
    for (int i = 0; i < messages; i++) {
      pace.spend();
    }
  }

  @Test
  void withoutRatesEverybodyIsFree() {
    assertSame(RateLimiter.FREE, rates(0, 0, 1).of(Optional.of("hugo"), RatesTest::nobody));
  }

  @Test
  void aBurstIsFreeAndWhatIsOverItWaitsUntilItIsEarned() {
    RateLimiter pace = rates(10, 0, 2).of(Optional.empty(), RatesTest::nobody);
    spend(pace, 19);
    assertFalse(pace.isOver());
    spend(pace, 1);
    assertTrue(pace.isOver(), "the next would be the 21st");
    assertEquals(List.of(100L), waits);
    pass(100);
    assertFalse(pace.isOver());
    spend(pace, 1);
    assertTrue(pace.isOver());
  }

  @Test
  void overALongTimeNoMoreGetsThroughThanTheRateAllows() {
    RateLimiter pace = rates(10, 0, 1).of(Optional.empty(), RatesTest::nobody);
    int spent = 0;
    for (int millis = 0; millis < 100_000; millis += 7) {
      pass(7);
      while (!pace.isOver()) {
        pace.spend();
        spent++;
      }
    }
    assertTrue(spent >= 1000 && spent <= 1010, "spent " + spent);
  }

  @Test
  void whoHasToWaitIsWokenOnceAndCountedOnce() {
    AtomicInteger woken = new AtomicInteger();
    RateLimiter pace = rates(10, 0, 1).of(Optional.empty(), woken::incrementAndGet);
    spend(pace, 20);
    assertTrue(pace.isOver());
    assertTrue(pace.isOver());
    assertEquals(1, wakes.size());
    assertEquals(1, counters.value(Counter.RATES_EXCEEDED));
    pass(waits.get(0));
    wakes.get(0).run();
    assertEquals(1, woken.get());
    assertFalse(pace.isOver());
  }

  @Test
  void theConnectionsOfAPrincipalShareItsRateAndOthersDoNot() {
    Rates rates = rates(0, 10, 1);
    RateLimiter one = rates.of(Optional.of("hugo"), RatesTest::nobody);
    RateLimiter other = rates.of(Optional.empty(), RatesTest::nobody);
    RateLimiter stranger = rates.of(Optional.of("eve"), RatesTest::nobody);
    other.join("hugo");
    other.join("hugo"); // counts once
    spend(one, 5);
    spend(other, 4);
    assertFalse(one.isOver());
    spend(other, 1);
    assertTrue(one.isOver());
    assertTrue(other.isOver());
    assertFalse(stranger.isOver());
  }

  @Test
  void whoLeavesAndComesBackDoesNotBeginAnew() {
    Rates rates = rates(0, 10, 1);
    spend(rates.of(Optional.of("hugo"), RatesTest::nobody), 10);
    System.gc();
    assertTrue(rates.of(Optional.of("hugo"), RatesTest::nobody).isOver());
  }
}
