package org.zmqwebbridge.virtualsocket.second;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says when a page that was told nothing must hear a beat, so that it hears something once in its
 * heartbeat. Looked at now and then, at about equal distances.
 *
 * <p>Owner thread: the sweeper's, but for {@link #spoke}, which is for any and costs a store.
 */
final class HeartbeatClock {
  private final long heartbeatNanos;
  private final AtomicBoolean spoke = new AtomicBoolean();
  private long quietSince;
  private long looked;

  HeartbeatClock(long heartbeatMillis, long now) {
    this.heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(heartbeatMillis);
    this.quietSince = now;
    this.looked = now;
  }

  /** Something was said. */
  void spoke() {
    spoke.lazySet(true);
  }

  /** Whether a beat is due: it would be too late at the next look. */
  boolean isDue(long now) {
    long sinceLastLook = now - looked;
    if (spoke.get()) {
      spoke.set(false);
      quietSince = looked; // at the earliest
    }
    looked = now;
    return now - quietSince + sinceLastLook >= heartbeatNanos;
  }
}
