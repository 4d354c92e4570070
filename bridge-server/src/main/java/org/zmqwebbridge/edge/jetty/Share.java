package org.zmqwebbridge.edge.jetty;

import org.zmqwebbridge.flow.ByteBudget;

/**
 * What one of many has taken of a {@link ByteBudget}, so that exactly that is given back.
 *
 * <p>Owner thread: that of whoever keeps the bytes. Costs nothing while nothing changes.
 */
final class Share {
  private final ByteBudget budget;
  private long held;

  Share(ByteBudget budget) {
    this.budget = budget;
  }

  /** Holds so many bytes in all from now on, if the budget allows it; less is always allowed. */
  boolean tryHold(long bytes) {
    if (bytes > held && !budget.tryTake(bytes - held)) {
      return false;
    }
    if (bytes < held) {
      budget.give(held - bytes);
    }
    held = bytes;
    return true;
  }

  /** Gives all back. */
  void release() {
    if (held > 0) {
      budget.give(held);
      held = 0;
    }
  }
}
