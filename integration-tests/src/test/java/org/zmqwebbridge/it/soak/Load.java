package org.zmqwebbridge.it.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One kind of thing that happens to a bridge, again and again.
 *
 * <p>Owner thread: its own ones, each of which does it. Lifetime: from {@link #begin} until {@link
 * #end}, any number of times.
 */
final class Load {
  /** Something that happens, whole: what it opens, it closes. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  private final String name;
  private final Step step;
  private final long restNanos;
  private final AtomicLong steps = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean ending;
  private volatile String failure = "";
  private final int count;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param count how many do it at once
   * @param restMillis between two steps of one
   */
  Load(String name, int count, long restMillis, Step step) {
    this.name = name;
    this.count = count;
    this.step = step;
    this.restNanos = restMillis * 1_000_000;
  }

  void begin() {
    ending = false;
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::run, name);
      thread.setDaemon(true); // ends with the process, however that ends
      threads.add(thread);
      thread.start();
    }
  }

  private void run() {
    while (!ending) {
      try {
        step.run();
        steps.incrementAndGet();
      } catch (Exception | AssertionError e) {
        failures.incrementAndGet();
        failure = e.toString();
      }
      LockSupport.parkNanos(restNanos);
    }
  }

  /** Begins no more steps, and waits for the last ones. */
  void end() throws InterruptedException {
    ending = true;
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
  }

  /** Steps that did not go as they should. */
  long failures() {
    return failures.get();
  }

  @Override
  public String toString() {
    String text = String.format("%-48s %,9d", name, steps.get());
    return failures.get() == 0 ? text : text + "  FAILED " + failures + ", the last: " + failure;
  }
}
