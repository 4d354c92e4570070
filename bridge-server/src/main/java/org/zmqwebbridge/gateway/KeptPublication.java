package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * A publication that is kept for a while.
 *
 * <p>Immutable; the parts do not change any more.
 *
 * @param offset how many its endpoint had received with it
 * @param parts at least one; the first is its topic
 * @param cost what it takes to keep it, in bytes
 * @param since when it came, by the loop's clock
 */
record KeptPublication(long offset, List<byte[]> parts, long cost, long since) {
  /** What one takes of the heap besides its bytes, and each of its parts. */
  static final int OVERHEAD = 160;

  static final int PART_OVERHEAD = 24;

  /**
   * Keeps one that has just come.
   *
   * @param parts the list is valid during this call only
   */
  static KeptPublication of(long offset, List<byte[]> parts, long now) {
    long cost = OVERHEAD;
    for (byte[] part : parts) {
      cost += part.length + PART_OVERHEAD;
    }
    return new KeptPublication(offset, List.copyOf(parts), cost, now);
  }

  /** Its whole first part. */
  Topic topic() {
    return Topic.beginning(parts.get(0), parts.get(0).length);
  }
}
