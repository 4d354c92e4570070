package org.zmqwebbridge.gateway;

import java.util.Arrays;

/**
 * The latest publications of one endpoint, by offset, without a hole between them.
 *
 * <p>Owner thread: the loop's. Lifetime: its gateway's.
 */
final class ReplayRing {
  private static final int FIRST_CAPACITY = 64;

  private final KeptBounds bounds;
  private KeptPublication[] slots = new KeptPublication[FIRST_CAPACITY]; // a power of two
  private long first = 1; // offset of the oldest
  private long next = 1; // and of the one that comes next
  private long bytes;

  ReplayRing(KeptBounds bounds) {
    this.bounds = bounds;
  }

  /** One has come, with the offset after that of the one before it. */
  void keep(KeptPublication publication) {
    if (publication.offset() != next) {
      throw new IllegalArgumentException("offset " + publication.offset() + ", not " + next);
    }
    if (size() == slots.length) {
      grow();
    }
    slots[slot(next++)] = publication;
    bytes += publication.cost();
    while (size() > bounds.messages() || bytes > bounds.bytes()) {
      forgetOldest();
    }
  }

  private int slot(long offset) {
    return (int) offset & (slots.length - 1);
  }

  private void grow() {
    KeptPublication[] larger = new KeptPublication[2 * slots.length];
    for (long offset = first; offset < next; offset++) {
      larger[(int) offset & (larger.length - 1)] = slots[slot(offset)];
    }
    slots = larger;
  }

  private void forgetOldest() {
    int slot = slot(first++);
    bytes -= slots[slot].cost();
    slots[slot] = null;
  }

  /** Forgets those that are too old, and gives back what an empty one does not need. */
  void expire(long now) {
    while (!isEmpty() && now - slots[slot(first)].since() >= bounds.nanos()) {
      forgetOldest();
    }
    if (isEmpty() && slots.length > FIRST_CAPACITY) {
      slots = Arrays.copyOf(slots, FIRST_CAPACITY); // all are null
    }
  }

  /** The offset of the oldest that it has; of the next one to come if it has none. */
  long first() {
    return first;
  }

  /** The one with this offset, from {@link #first} on. */
  KeptPublication at(long offset) {
    if (offset < first || offset >= next) {
      throw new IllegalArgumentException(offset + " of " + first + " to " + next);
    }
    return slots[slot(offset)];
  }

  /** How long it has one, at most. */
  long nanos() {
    return bounds.nanos();
  }

  boolean isEmpty() {
    return first == next;
  }

  /** How many it has. */
  int size() {
    return (int) (next - first);
  }

  /** What it takes to keep them. */
  long bytes() {
    return bytes;
  }
}
