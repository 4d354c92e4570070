package org.zmqwebbridge.edge.access;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Writes a line for each entry, as many a second as may be; the others are counted, and how many
 * they were is said in the log.
 *
 * <p>Owner thread: any; never blocks, as its sink never does. Lifetime: the listener's.
 */
public final class AccessLog {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SAYING_NANOS = 10 * SECOND_NANOS;

  private final Consumer<String> sink;
  private final Counters counters;
  private final LongSupplier nanoTime;
  private final AtomicLong untold = new AtomicLong();
  private volatile AccessSettings settings;
  private long second; // when it began; guarded by this, as the next
  private int written;
  private boolean hasSaid;
  private long said;

  /**
   * @param sink takes each line, without its end, and must not block
   * @param nanoTime the clock that lines are paced by
   */
  public AccessLog(
      AccessSettings settings, Consumer<String> sink, Counters counters, LongSupplier nanoTime) {
    this.settings = settings;
    this.sink = sink;
    this.counters = counters;
    this.nanoTime = nanoTime;
    this.second = nanoTime.getAsLong();
  }

  /** Whether anything is written, so that it is worth asking for. */
  public boolean isOn() {
    return settings.format().isPresent();
  }

  /** From now on, goes by these. */
  public void settings(AccessSettings changed) {
    settings = changed;
  }

  /** Writes an entry, if there is room for it; otherwise it is not even made. */
  public void write(Supplier<AccessEntry> entry) {
    AccessSettings now = settings;
    if (now.format().isEmpty()) {
      return;
    }
    if (mayWrite(now.perSecond())) {
      sink.accept(now.format().get().line(entry.get()));
    } else {
      counters.increment(Counter.ACCESS_LINES_DROPPED);
      untold.incrementAndGet();
    }
  }

  private synchronized boolean mayWrite(int perSecond) {
    long now = nanoTime.getAsLong();
    if (now - second >= SECOND_NANOS) {
      second = now;
      written = 0;
    }
    return written++ < perSecond;
  }

  /** Says how many were left out, once in ten seconds; to be called now and then. */
  public void sumUp() {
    if (maySay()) {
      long left = untold.getAndSet(0);
      log.warn(
          "{} lines of the access log were left out: more than the {} a second of"
              + " log.accessPerSecond",
          left,
          settings.perSecond());
    }
  }

  private synchronized boolean maySay() {
    long now = nanoTime.getAsLong();
    if (untold.get() == 0 || (hasSaid && now - said < SAYING_NANOS)) {
      return false;
    }
    hasSaid = true;
    said = now;
    return true;
  }
}
