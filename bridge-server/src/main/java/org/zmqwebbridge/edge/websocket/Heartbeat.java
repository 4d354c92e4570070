package org.zmqwebbridge.edge.websocket;

import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.ConnectionLimits;

/**
 * Notices that a client has fallen silent: after {@code pingMillis} it is to be pinged, after
 * {@code pongMillis} more it is gone.
 *
 * <p>Owner thread: the sweeper's; {@link #heard} is for any thread.
 */
public final class Heartbeat {
  /** What the sweeper should do. */
  public enum Sign {
    FINE,
    PING,
    GONE
  }

  private volatile long lastHeard = System.nanoTime();
  private long pingedAt;
  private boolean pinged;

  /** The client has said something. */
  public void heard() {
    lastHeard = System.nanoTime();
  }

  /** Whether it has said something after this time of {@link System#nanoTime}. */
  public boolean hasHeardSince(long time) {
    return lastHeard - time > 0;
  }

  public Sign look(long now, ConnectionLimits limits) {
    long heard = lastHeard;
    pinged = pinged && heard - pingedAt < 0;
    if (pinged) {
      return isOver(now - pingedAt, limits.pongMillis()) ? Sign.GONE : Sign.FINE;
    }
    if (!isOver(now - heard, limits.pingMillis())) {
      return Sign.FINE;
    }
    pinged = true;
    pingedAt = now;
    return Sign.PING;
  }

  private static boolean isOver(long nanos, long limitMillis) {
    return nanos >= TimeUnit.MILLISECONDS.toNanos(limitMillis);
  }
}
