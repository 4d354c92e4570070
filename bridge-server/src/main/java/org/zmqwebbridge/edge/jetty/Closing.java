package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.CloseReason;

/**
 * Why and since when one connection is closing: the first reason wins.
 *
 * <p>Owner thread: none; its own lock is held for a null check. Lifetime: never taken back.
 */
final class Closing {
  /** How long a client may take to answer the close. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private volatile CloseReason reason; // null while it is open
  private volatile long since;

  /** Returns whether this reason is the first, and so the one that counts. */
  synchronized boolean begin(CloseReason first) {
    if (reason != null) {
      return false;
    }
    since = System.nanoTime(); // before the sweeper can see the reason
    reason = first;
    return true;
  }

  boolean hasBegun() {
    return reason != null;
  }

  /** Whether it has taken too long. */
  boolean isStuck(long now) {
    return now - since >= PATIENCE_NANOS;
  }
}
