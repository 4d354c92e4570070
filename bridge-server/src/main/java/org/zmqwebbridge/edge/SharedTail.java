package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * What is after the label in a large publication, the same for all its receivers: kept once for
 * those who do not have it yet, and counted once.
 *
 * <p>Owner thread: none; guarded by its own lock.
 */
public final class SharedTail {
  /** A shorter one is not worth sharing. */
  public static final int LEAST_BYTES = 16 * 1024;

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

  /** How many bytes it has. */
  public int length() {
    return bytes.capacity();
  }

  /** Its last so many bytes. */
  public ByteBuffer last(int count) {
    return bytes.asReadOnlyBuffer().clear().position(bytes.capacity() - count);
  }

  /** Copies so many of its bytes. */
  public void copy(int from, int count, ByteBuffer target) {
    target.put(target.position(), bytes, from, count);
    target.position(target.position() + count);
  }
}
