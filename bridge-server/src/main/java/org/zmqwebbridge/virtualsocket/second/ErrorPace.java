package org.zmqwebbridge.virtualsocket.second;

import java.util.concurrent.TimeUnit;

/**
 * How many errors a page is told in a second: anyone who sends nonsense does not make the bridge
 * talk.
 *
 * <p>Owner thread: none; its own lock is held for comparing numbers only.
 */
final class ErrorPace {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private long began; // of the second that is counted
  private int told; // in it

  ErrorPace(int perSecond, long now) {
    this.perSecond = perSecond;
    this.began = now;
  }

  /** Whether one more may be told. */
  synchronized boolean mayTell(long now) {
    if (now - began >= SECOND_NANOS) {
      began = now;
      told = 0;
    }
    told = Math.min(told + 1, perSecond + 1);
    return told <= perSecond;
  }
}
