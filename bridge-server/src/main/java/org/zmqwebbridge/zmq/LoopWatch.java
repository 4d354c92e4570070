package org.zmqwebbridge.zmq;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Looks at the loops from outside: one whose thread does not turn cannot say so itself. Nothing can
 * be done for it, so anyone who asks is told that the bridge is not ready.
 *
 * <p>Owner thread: its own; {@link #allTurn} may be asked by any. Lifetime: from {@link #start}
 * until {@link #stop}.
 */
final class LoopWatch {
  private static final Logger log = LoggerFactory.getLogger(LoopWatch.class);
  private static final long PERIOD_MILLIS = 250;

  /** One loop, as it was at the last look. */
  private static final class Seen {
    private final ZmqLoop loop;
    private long turns = -1;
    private long silentMillis;
    private volatile boolean stuck;

    Seen(ZmqLoop loop) {
      this.loop = loop;
    }
  }

  private final List<Seen> loops;
  private final long stuckMillis;
  private final Counters counters;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "zwb-zmq-watch");

  /**
   * @param stuckMillis after which a loop that does not turn is said to be stuck
   */
  LoopWatch(List<ZmqLoop> loops, long stuckMillis, Counters counters) {
    this.loops = loops.stream().map(Seen::new).toList();
    this.stuckMillis = stuckMillis;
    this.counters = counters;
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        loops.forEach(this::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks are counted, not time: a process that was suspended has not become stuck by it. */
  private void look(Seen seen) {
    long turns = seen.loop.turns();
    boolean turned = turns != seen.turns;
    seen.turns = turns;
    seen.silentMillis = turned ? 0 : seen.silentMillis + PERIOD_MILLIS;
    if (turned && seen.stuck) {
      seen.stuck = false;
      log.warn("{} turns again", seen.loop.thread().getName());
    } else if (seen.silentMillis >= stuckMillis && !seen.stuck) {
      counters.increment(Counter.LOOPS_STUCK); // first: who is told may look
      seen.stuck = true;
      onStuck(seen.loop.thread(), seen.silentMillis);
    }
  }

  private static void onStuck(Thread loop, long millis) {
    Throwable stack = new Throwable("not thrown; this is where it was");
    stack.setStackTrace(loop.getStackTrace());
    log.error(
        "{} has not turned for {} ms{}; its endpoints are not served, and the bridge is not ready",
        loop.getName(),
        millis,
        loop.isAlive() ? "" : ", it has died",
        stack);
  }

  /** Whether no loop is stuck. */
  boolean allTurn() {
    return loops.stream().noneMatch(seen -> seen.stuck);
  }

  /** Ends it. */
  void stop() {
    stopped.countDown();
  }
}
