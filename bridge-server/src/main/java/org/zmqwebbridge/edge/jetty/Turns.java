package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has one thing be done again and again, whenever somebody asks, but never twice at the same time.
 *
 * <p>Owner thread: none; the one that asks first does it, and once more for all who ask meanwhile.
 */
final class Turns {
  private final Executor executor;
  private final Runnable turn;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * @param turn must not throw
   */
  Turns(Executor executor, Runnable turn) {
    this.executor = executor;
    this.turn = turn;
  }

  /** Asks; this thread may do it. */
  void here() {
    if (asked.getAndIncrement() == 0) {
      run();
    }
  }

  /** Asks; another thread does it. */
  void soon() {
    if (asked.getAndIncrement() == 0) {
      try {
        executor.execute(this::run);
      } catch (RejectedExecutionException stopped) {
        run(); // the last one
      }
    }
  }

  private void run() {
    int seen = 1;
    while (seen != 0) {
      turn.run();
      seen = asked.addAndGet(-seen);
    }
  }
}
