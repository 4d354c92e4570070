package org.zmqwebbridge.bench.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a loop whenever the next thing of a schedule is due: a selector alone sleeps whole
 * milliseconds.
 *
 * <p>Owner thread: its own. Lifetime: until closed.
 */
public final class Pacer {
  private static final long LEAST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final LoadLoop loop;
  private final Schedule schedule;
  private final Thread thread = new Thread(this::run, "bench-pacer");
  private volatile boolean closed;

  private Pacer(LoadLoop loop, Schedule schedule) {
    this.loop = loop;
    this.schedule = schedule;
    thread.setDaemon(true);
  }

  /** One that runs. */
  public static Pacer start(LoadLoop loop, Schedule schedule) {
    Pacer pacer = new Pacer(loop, schedule);
    pacer.thread.start();
    return pacer;
  }

  private void run() {
    while (!closed) {
      long now = System.nanoTime();
      long next = schedule.due(schedule.countBy(now));
      LockSupport.parkNanos(Math.max(next - now, LEAST_NANOS));
      loop.wakeUp();
    }
  }

  /** Ends it. */
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
