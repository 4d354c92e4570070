package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many things, one after the other, by a clock of its own. */
class SpreadTest {
  private final AtomicLong clock = new AtomicLong(-5);
  private final List<Long> done = new ArrayList<>(); // milliseconds from the start
  private final Spread spread = new Spread(clock::get, clock::addAndGet);

  private int run(int steps, long millis, long most, long stepMillis) {
    long began = clock.get();
    Runnable step =
        () -> {
          done.add(TimeUnit.NANOSECONDS.toMillis(clock.get() - began));
          clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(stepMillis));
        };
    return spread.run(Stream.generate(() -> step).limit(steps).toList(), millis, most);
  }

  @Test
  void theyHaveTheSameTimeBetweenThem() {
    assertEquals(4, run(4, 1_000, 2_000, 0));
    assertEquals(List.of(0L, 250L, 500L, 750L), done);
  }

  @Test
  void whatTakesLongerThanItsShareIsNotWaitedForAgain() {
    assertEquals(4, run(4, 1_000, 2_000, 400));
    assertEquals(List.of(0L, 400L, 800L, 1200L), done);
  }

  @Test
  void itGivesUpWhenItTakesTooLong() {
    assertEquals(3, run(4, 1_000, 1_100, 400));
  }

  @Test
  void noneIsNoTime() {
    assertEquals(0, run(0, 1_000, 2_000, 0));
    assertEquals(-5, clock.get());
  }
}
