package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.TimeUnit;

/**
 * How long nothing has happened on a connection, as somebody sees it who looks now and then: what
 * happens costs no look at the clock.
 *
 * <p>Owner thread: the sweeper's, but for {@link #disturb}, which is for any.
 */
final class Quiet {
  private volatile boolean isDisturbed = true; // since the last look
  private long since; // nanoseconds

  /** Something happens. */
  void disturb() {
    isDisturbed = true;
  }

  /** Looks: whether nothing has happened for so long. */
  boolean isOver(long millis, long now) {
    if (isDisturbed) {
      isDisturbed = false;
      since = now;
    }
    return now - since >= TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
