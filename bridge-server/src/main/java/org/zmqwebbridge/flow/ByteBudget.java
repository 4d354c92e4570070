package org.zmqwebbridge.flow;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that many connections may keep in memory together: each is bounded by itself, but not all
 * of them at once. Anyone who keeps bytes takes them here, and gives them back when it lets them
 * go.
 *
 * <p>Owner thread: none; one atomic number.
 */
public final class ByteBudget {
  private volatile long limit;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param limit in bytes, not negative
   */
  public ByteBudget(long limit) {
    this.limit = checked(limit);
  }

  private static long checked(long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a budget of " + limit + " bytes; it cannot be negative");
    }
    return limit;
  }

  /** From now on, so many; what is taken stays taken. */
  public void limit(long bytes) {
    limit = checked(bytes);
  }

  /** Takes so many bytes if the limit allows it; otherwise nothing is taken. */
  public boolean tryTake(long bytes) {
    long before = taken.get();
    while (bytes <= limit - before) {
      if (taken.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  /** Takes so many bytes whatever the limit, for what must be kept. */
  public void take(long bytes) {
    taken.addAndGet(bytes);
  }

  /** Gives back so many bytes that were taken. */
  public void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** How many bytes are taken now; above the limit after a {@link #take} beyond it. */
  public long taken() {
    return taken.get();
  }

  /** How many may be taken, in bytes. */
  public long limit() {
    return limit;
  }
}
