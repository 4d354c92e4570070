package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class LoopWatchTest {
  private static final long DEADLINE_MILLIS = 20_000;

  private final Counters counters = new Counters();
  private final ZmqLoops loops = new ZmqLoops(2, 0, 500, System::nanoTime, counters);

  @AfterEach
  void stop() {
    assertTrue(loops.stop(DEADLINE_MILLIS));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain");
      Thread.onSpinWait();
    }
  }

  @Test
  void aLoopThatDoesNotTurnIsNoticedAndSoIsItsRecovery() {
    loops.start();
    assertTrue(loops.areTurning());
    CountDownLatch release = new CountDownLatch(1);
    loops.all().get(1).post(() -> hold(release));
    await(() -> !loops.areTurning());
    assertEquals(1, counters.value(Counter.LOOPS_STUCK));
    release.countDown();
    await(loops::areTurning);
    assertEquals(1, counters.value(Counter.LOOPS_STUCK));
  }

  private static void hold(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
