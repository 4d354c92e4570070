package org.zmqwebbridge.virtualsocket.second;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many of something that one connection may have at once.
 *
 * <p>Owner thread: none; one atomic number.
 */
final class Allowance {
  private final AtomicInteger left;

  Allowance(int most) {
    this.left = new AtomicInteger(most);
  }

  /** Takes one, if there is one left. */
  boolean tryTake() {
    return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }

  /** Gives back so many. */
  void give(int count) {
    left.addAndGet(count);
  }
}
