package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Those who are let in only to be told why they are refused: few at once, and each for less than a
 * second, whatever it does.
 *
 * <p>Owner thread: none; a number, and a task of the timer for each place.
 */
final class RefusedConnections {
  /** How long one may stay: together with the timer's own lateness, less than a second. */
  private static final long STAY_MILLIS = 900;

  private final int most;
  private final ScheduledExecutorService timer;
  private final Executor executor;
  private final Counters counters;
  private final AtomicInteger taken = new AtomicInteger();

  RefusedConnections(
      int most, ScheduledExecutorService timer, Executor executor, Counters counters) {
    this.most = most;
    this.timer = timer;
    this.executor = executor;
    this.counters = counters;
  }

  /** A connection to be told, or {@code null} if there are too many. */
  RefusedConnection open(EndPoint endPoint, CloseReason reason) {
    if (taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      counters.increment(Counter.REFUSALS_UNTOLD);
      return null;
    }
    counters.increment(Counter.REFUSALS_TOLD);
    AtomicBoolean given = new AtomicBoolean();
    Future<?> deadline =
        timer.schedule(() -> end(endPoint, given), STAY_MILLIS, TimeUnit.MILLISECONDS);
    return new RefusedConnection(
        endPoint,
        executor,
        reason,
        () -> {
          deadline.cancel(false);
          giveBack(given);
        });
  }

  private void end(EndPoint endPoint, AtomicBoolean given) {
    endPoint.close();
    giveBack(given);
  }

  /** Once: the transport and the timer may both say that it is over. */
  private void giveBack(AtomicBoolean given) {
    if (given.compareAndSet(false, true)) {
      taken.decrementAndGet();
    }
  }

  /** How many are here. */
  int size() {
    return taken.get();
  }
}
