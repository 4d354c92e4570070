package org.zmqwebbridge.grip;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.grip.wire.KeepAlive;

/**
 * When a stream says something only to show that it is there: at most a second before its time, so
 * that many do not all do it at once.
 *
 * <p>Owner thread: none.
 */
final class SilenceTimes {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private volatile KeepAlive keepAlive; // null: never
  private volatile long last; // of System.nanoTime
  private volatile long nanos;

  /** Begins again; empty: never. */
  void begin(Optional<KeepAlive> said) {
    keepAlive = null;
    last = System.nanoTime();
    said.ifPresent(keep -> nanos = spread(keep));
    keepAlive = said.orElse(null);
  }

  private static long spread(KeepAlive keep) {
    return TimeUnit.SECONDS.toNanos(keep.seconds()) - ThreadLocalRandom.current().nextLong(SECOND);
  }

  /** Something else has been said. */
  void hasSaid() {
    KeepAlive keep = keepAlive;
    if (keep != null && !keep.isByInterval()) {
      last = System.nanoTime();
    }
  }

  /** Whether it is time; if it is, the next begins. */
  boolean isOver(long now) {
    KeepAlive keep = keepAlive;
    if (keep == null || now - last < nanos) {
      return false;
    }
    last = now;
    nanos = spread(keep);
    return true;
  }
}
