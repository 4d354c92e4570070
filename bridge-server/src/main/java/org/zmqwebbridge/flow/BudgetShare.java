package org.zmqwebbridge.flow;

/**
 * What one of many has taken of a {@link ByteBudget}, so that exactly that is given back.
 *
 * <p>Owner thread: that of the one that keeps the bytes. Costs nothing while nothing changes.
 */
public final class BudgetShare {
  private final ByteBudget budget;
  private long held;

  public BudgetShare(ByteBudget budget) {
    this.budget = budget;
  }

  /** Holds so many bytes in all from now on, if the budget allows it; less is always allowed. */
  public boolean tryHold(long bytes) {
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
  public void release() {
    if (held > 0) {
      budget.give(held);
      held = 0;
    }
  }
}
