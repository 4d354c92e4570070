package org.zmqwebbridge.edge.websocket;

import java.util.concurrent.TimeUnit;

/**
 * Whether and since when one connection is closing: who says so first, says why. And whether
 * anything is still to be waited for before its stream ends (RFC 6455, section 7.1.1): anyone who
 * closes first is answered by the other's close frame.
 *
 * <p>Owner thread: none; its own lock is held for a null check. Lifetime: never taken back.
 */
public final class Closing {
  /** How long a stream that we have ended may take to end on the client's side. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long closeNanos;
  private volatile boolean begun;
  private volatile long since;
  private volatile boolean answered;

  /**
   * @param closeMillis how long a client may take to answer our close frame
   */
  public Closing(long closeMillis) {
    this.closeNanos = TimeUnit.MILLISECONDS.toNanos(closeMillis);
  }

  /** Returns whether the caller is the first, whose reason counts. */
  public synchronized boolean begin() {
    if (begun) {
      return false;
    }
    since = System.nanoTime(); // before the sweeper can see that it has begun
    begun = true;
    return true;
  }

  public boolean hasBegun() {
    return begun;
  }

  /** The client's close frame has come, or none is waited for. */
  public void answer() {
    answered = true;
  }

  /** Whether the stream may end after our close frame. */
  public boolean isAnswered() {
    return answered;
  }

  /** Whether the client's close frame has been waited for long enough. */
  public boolean isUnanswered(long now) {
    return !answered && now - since >= closeNanos;
  }

  /** Whether all of it has taken too long. */
  public boolean isStuck(long now) {
    return now - since >= closeNanos + PATIENCE_NANOS;
  }
}
