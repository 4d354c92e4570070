package org.zmqwebbridge.blastbeat;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How much the clients of one host are sent, all together: what is more waits, and each of them has
 * its turn.
 *
 * <p>Owner thread: the loop's. Lifetime: its host's.
 */
final class Bandwidth {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int BITS_PER_KBIT = 1000;
  private static final int BURST_SHARE = 5; // a fifth of a second's worth may go at once

  private final House house;
  private final Set<PacedCarrier> waiting = new LinkedHashSet<>();
  private long bytesPerSecond;
  private long tokens; // bytes that may be sent; below zero: overspent
  private long filled; // when they were counted last

  Bandwidth(int kbits, House house) {
    this.house = house;
    limit(kbits);
    this.tokens = burst();
    this.filled = house.now();
  }

  /** From now on, so much. */
  void limit(int kbits) {
    bytesPerSecond = Math.max(1, (long) kbits * BITS_PER_KBIT / Byte.SIZE);
  }

  private long burst() {
    return Math.max(1, bytesPerSecond / BURST_SHARE);
  }

  /** The same carrier within this. */
  Carrier pace(Carrier carrier) {
    return new PacedCarrier(carrier, this, house.config().options().maxWriteQueueBytes());
  }

  /** Whether so many may be sent now; if not, the carrier has its turn later. */
  boolean take(PacedCarrier carrier, int bytes) {
    if (tokens <= 0 || carrier.isWaiting()) {
      waiting.add(carrier);
      return false;
    }
    tokens -= bytes;
    return true;
  }

  void onTick(long now) {
    long earned = bytesPerSecond * Math.min(now - filled, NANOS_PER_SECOND) / NANOS_PER_SECOND;
    tokens = Math.min(burst(), tokens + earned);
    filled = now;
    while (tokens > 0 && !waiting.isEmpty()) {
      PacedCarrier next = waiting.iterator().next();
      waiting.remove(next);
      tokens -= next.sendOne();
      if (next.isWaiting()) {
        waiting.add(next);
      }
    }
  }
}
