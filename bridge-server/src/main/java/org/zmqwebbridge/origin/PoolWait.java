package org.zmqwebbridge.origin;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * How long one request waits for a connection: most have one at once, and are not watched.
 *
 * <p>Owner thread: none; a small lock. Lifetime: until {@link #end}.
 */
final class PoolWait {
  private final Scheduler scheduler;
  private final long millis;
  private Scheduler.Task task; // null: nobody watches; lock: this
  private boolean over; // lock: this

  /**
   * @param millis after which it waits no more
   */
  PoolWait(Scheduler scheduler, long millis) {
    this.scheduler = scheduler;
    this.millis = millis;
  }

  /**
   * The request has been sent, or waits.
   *
   * @param cut ends it when it has waited for too long
   */
  synchronized void begin(Consumer<Throwable> cut) {
    if (!over) {
      task =
          scheduler.schedule(
              () -> cut.accept(new RejectedExecutionException("no connection is free")),
              millis,
              TimeUnit.MILLISECONDS);
    }
  }

  /** It has a connection, or will have none. */
  synchronized void end() {
    over = true;
    if (task != null) {
      boolean unused = task.cancel();
      task = null;
    }
  }
}
