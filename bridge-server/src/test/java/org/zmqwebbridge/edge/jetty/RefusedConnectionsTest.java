package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** The places for those who are told: few, short, and given back once. */
final class RefusedConnectionsTest {
  /** Keeps what is to be done later, for the test to do. */
  private static final class Later extends ScheduledThreadPoolExecutor {
    private final List<Runnable> tasks = new ArrayList<>();
    private long millis;

    Later() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      tasks.add(task);
      millis = unit.toMillis(delay);
      return super.schedule(() -> {}, 1, TimeUnit.DAYS);
    }
  }

  private final Later later = new Later();
  private final Counters counters = new Counters();
  private final RefusedConnections refused =
      new RefusedConnections(2, later, Runnable::run, counters);

  @AfterEach
  void end() {
    later.shutdownNow();
  }

  private RefusedConnection open(NarrowEndPoint endPoint) {
    return refused.open(endPoint, CloseReason.FORBIDDEN);
  }

  @Test
  void ofMoreAtOnceTheRestIsNotToldAndAPlaceIsGivenBackOnce() {
    NarrowEndPoint transport = new NarrowEndPoint(1024);
    RefusedConnection first = open(transport);
    assertNotNull(open(new NarrowEndPoint(1024)));
    assertNull(open(new NarrowEndPoint(1024)));
    assertEquals(1, counters.value(Counter.REFUSALS_UNTOLD));
    first.onClose(null);
    first.onClose(null);
    later.tasks.get(0).run();
    assertEquals(1, refused.size());
    assertNotNull(open(new NarrowEndPoint(1024)));
    assertEquals(3, counters.value(Counter.REFUSALS_TOLD));
  }

  @Test
  void whoeverDoesNotLeaveIsClosedWithinASecond() {
    NarrowEndPoint transport = new NarrowEndPoint(1024);
    assertNotNull(open(transport));
    assertTrue(later.millis < 1000, "after " + later.millis + " ms");
    assertTrue(transport.isOpen());
    later.tasks.get(0).run();
    assertFalse(transport.isOpen());
    assertEquals(0, refused.size());
  }
}
