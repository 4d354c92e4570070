package org.zmqwebbridge.gateway;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many messages somebody may still be sent, by its own word.
 *
 * <p>Owner thread: none; one atomic number.
 */
public final class Credit {
  /** As many as are sent. */
  public static final long UNBOUNDED = -1;

  /** The most there may be: 2³¹. */
  public static final long MOST = 1L << 31;

  private final boolean isBounded;
  private final AtomicLong left;

  /**
   * @param first from 0 to {@link #MOST}; or {@link #UNBOUNDED}: then more changes nothing
   */
  public Credit(long first) {
    this.isBounded = first != UNBOUNDED;
    this.left = new AtomicLong(Math.max(0, first));
  }

  /** Allows so many more; false if that would be more than {@link #MOST}. */
  public boolean add(long messages) {
    return !isBounded || left.addAndGet(messages) <= MOST;
  }

  /** Whether one may be sent. */
  boolean isLeft() {
    return !isBounded || left.get() > 0;
  }

  /** One is sent. */
  void spend() {
    if (isBounded) {
      left.decrementAndGet();
    }
  }
}
