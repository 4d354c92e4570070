package org.zmqwebbridge.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** What waits for the rate, and in which order it goes. */
final class PacedDeliveriesTest {
  /** A timer that the test turns. */
  private static final class HandTimer extends ScheduledThreadPoolExecutor {
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();

    HandTimer() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      tasks.add(task);
      delays.add(unit.toMillis(delay));
      return null;
    }

    /** Does what is to be done next; its delay, or -1 if there is nothing. */
    long turn() {
      if (tasks.isEmpty()) {
        return -1;
      }
      long delay = delays.remove(0);
      tasks.remove(0).run();
      return delay;
    }
  }

  private final HandTimer timer = new HandTimer();
  private final Counters counters = new Counters();
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private PacedDeliveries paced(int perSecond, int hwm) {
    return new PacedDeliveries(new DeliveryRate(perSecond, hwm), timer, counters);
  }

  private void add(PacedDeliveries paced, String route, String what) {
    paced.add(route, () -> told.add(what));
  }

  @Test
  void soManyGoAtOnceAndTheRestLater() {
    PacedDeliveries paced = paced(100, 0); // three each 25 ms
    for (int i = 1; i <= 7; i++) {
      add(paced, "", String.valueOf(i));
    }
    assertEquals(List.of(), told, "nothing on the publisher's thread");
    assertEquals(0, timer.turn());
    assertEquals(List.of("1", "2", "3"), told);
    assertEquals(25, timer.turn());
    assertEquals(25, timer.turn());
    assertEquals(List.of("1", "2", "3", "4", "5", "6", "7"), told);
    assertEquals(25, timer.turn());
    assertEquals(-1, timer.turn(), "nothing is to be done any more");
    add(paced, "", "8");
    assertEquals(0, timer.turn());
    assertEquals("8", told.get(7));
  }

  @Test
  void aBurstAfterAShortPauseIsNoFaster() {
    PacedDeliveries paced = paced(40, 0); // one each 25 ms
    add(paced, "", "1");
    assertEquals(0, timer.turn());
    add(paced, "", "2");
    assertEquals(25, timer.turn());
    assertEquals(List.of("1", "2"), told);
  }

  @Test
  void aSlowRateHasOneAtATime() {
    PacedDeliveries paced = paced(2, 0);
    add(paced, "", "1");
    add(paced, "", "2");
    assertEquals(0, timer.turn());
    assertEquals(List.of("1"), told);
    assertEquals(500, timer.turn());
    assertEquals(List.of("1", "2"), told);
  }

  @Test
  void routesTakeTurns() {
    PacedDeliveries paced = paced(40, 0);
    add(paced, "a", "a1");
    add(paced, "a", "a2");
    add(paced, "a", "a3");
    add(paced, "b", "b1");
    for (int i = 0; i < 4; i++) {
      timer.turn();
    }
    assertEquals(List.of("a1", "b1", "a2", "a3"), told);
  }

  @Test
  void whatIsAboveTheHighWaterMarkOfItsRouteIsDroppedAndCounted() {
    PacedDeliveries paced = paced(1_000, 2);
    add(paced, "a", "a1");
    add(paced, "a", "a2");
    add(paced, "a", "a3");
    add(paced, "b", "b1");
    assertEquals(1, counters.value(Counter.GRIP_DELIVERIES_DROPPED));
    timer.turn();
    assertEquals(List.of("a1", "b1", "a2"), told);
    add(paced, "a", "a4");
    assertEquals(1, counters.value(Counter.GRIP_DELIVERIES_DROPPED));
  }

  @Test
  void whoHasLeftTakesNobodysPlace() {
    PacedDeliveries paced = paced(40, 0);
    paced.add("", () -> false);
    paced.add("", () -> false);
    add(paced, "", "1");
    add(paced, "", "2");
    timer.turn();
    assertEquals(List.of("1"), told);
  }

  @Test
  void aRateIsNotBelowNothing() {
    assertThrows(IllegalArgumentException.class, () -> new DeliveryRate(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new DeliveryRate(0, -1));
  }
}
