package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * The end of a large publication, which is the same for all its receivers: kept once for those to
 * whom it is still being written, and counted once.
 *
 * <p>Owner thread: none; guarded by its own lock.
 */
public final class SharedTail {
  private final ByteBuffer bytes;
  private final ByteBudget budget;
  private int holders;

  /**
   * @param bytes direct, so that no transport copies them; not to be changed any more
   * @param budget what all connections share
   */
  public SharedTail(ByteBuffer bytes, ByteBudget budget) {
    this.bytes = bytes;
    this.budget = budget;
  }

  /**
   * Keeps it for one more receiver, until {@link #letGo}.
   *
   * @return false if the budget does not allow it
   */
  public synchronized boolean tryHold() {
    if (holders == 0 && !budget.tryTake(bytes.capacity())) {
      return false;
    }
    holders++;
    return true;
  }

  /** One receiver has it, or will never. */
  public synchronized void letGo() {
    holders--;
    if (holders == 0) {
      budget.give(bytes.capacity());
    }
  }

  /** Its last so many bytes. */
  public ByteBuffer last(int count) {
    return bytes.asReadOnlyBuffer().clear().position(bytes.capacity() - count);
  }
}
