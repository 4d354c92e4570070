package org.zmqwebbridge.zmq;

import java.util.concurrent.TimeUnit;

/**
 * When the peer of one connection last said or took something, and what is to be done about its
 * silence.
 *
 * <p>Owner thread: the loop's. Lifetime: its connection's.
 */
final class Pulse {
  /** What is to be done. */
  enum Due {
    NOTHING,
    /** It is to be asked. */
    PING,
    /** It has gone. */
    END
  }

  private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PONG_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final long came;
  private long heard; // or when it came
  private long took; // the same
  private boolean isPinged;

  Pulse(long now) {
    this.came = now;
    this.heard = now;
    this.took = now;
  }

  /** It has said something. */
  void hear(long now) {
    heard = now;
    isPinged = false;
  }

  /** It has taken something. */
  void take(long now) {
    took = now;
  }

  /** Whether it came so long ago. */
  boolean isOlder(long now, long nanos) {
    return now - came >= nanos;
  }

  /** Whether it has said nothing for so long. */
  boolean isSilent(long now, long nanos) {
    return now - heard >= nanos;
  }

  /**
   * What is to be done about its silence.
   *
   * @param mayAnswer whether it would, and not after what it has not taken yet
   */
  Due due(long now, boolean mayAnswer) {
    if (isPinged && isSilent(now, PING_NANOS + PONG_NANOS)) {
      return Due.END;
    }
    if (!isPinged && mayAnswer && isSilent(now, PING_NANOS)) {
      isPinged = true;
      heard = now - PING_NANOS;
      return Due.PING;
    }
    return Due.NOTHING;
  }

  /** Whether it neither says nor takes anything of what waits for it, and has not for long. */
  boolean isStuck(long now) {
    return isSilent(now, PING_NANOS + PONG_NANOS) && now - took >= PING_NANOS + PONG_NANOS;
  }
}
