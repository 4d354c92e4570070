package org.zmqwebbridge.zmq;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Lets a line into the log once in a while, for what a peer can cause as often as he likes.
 *
 * <p>Owner thread: any.
 */
final class LogPace {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicInteger heldBack = new AtomicInteger();

  /**
   * Writes a line, unless the last one was written a moment ago.
   *
   * @param writer takes a few words on how many lines were left out, empty if none was
   */
  void line(Consumer<String> writer) {
    long due = next.get();
    long now = System.nanoTime();
    if (now - due < 0 || !next.compareAndSet(due, now + PAUSE_NANOS)) {
      heldBack.incrementAndGet();
      return;
    }
    int left = heldBack.getAndSet(0);
    writer.accept(left == 0 ? "" : " (and " + left + " more since the last such line)");
  }
}
