package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * What one subscriber is still to get of what was kept: one subscription after the other. Where it
 * is to have all in order, it is parked meanwhile: it hears nothing as it is published, but reads
 * that from what is kept, too, until it has caught up.
 *
 * <p>Owner thread: the loop's.
 */
final class CatchUp {
  private static final long LIVE = -1;

  private final SubscriberSeat seat;
  private final Deque<KeptReader> readers = new ArrayDeque<>();
  private final Gap gap = new Gap();
  private long position = LIVE; // of one that is parked: it has had, or asked for, all up to it

  CatchUp(SubscriberSeat seat) {
    this.seat = seat;
  }

  SubscriberSeat seat() {
    return seat;
  }

  Gap gap() {
    return gap;
  }

  boolean isParked() {
    return position != LIVE;
  }

  /** It hears nothing any more as it is published; all up to this offset it has heard. */
  void park(long offset) {
    position = offset;
  }

  /** All up to it comes by readers, or has come; what follows comes once, in order. */
  long position(long published) {
    return isParked() ? position : published;
  }

  void add(KeptReader reader) {
    readers.add(reader);
  }

  /** These topics are asked for again, or not any more. */
  void forget(Collection<Topic> topics) {
    readers.removeIf(reader -> reader.forget(topics));
  }

  /**
   * Reads on, until the chunk is full.
   *
   * @param ring {@code null} if nothing is kept there, and nobody is parked
   * @param published the offset that it is to come to
   * @return whether it has caught up
   */
  boolean read(KeptChunk chunk, ReplayRing ring, long published) {
    while (!readers.isEmpty()) {
      if (!readers.peek().read(chunk)) {
        return false;
      }
      readers.remove();
    }
    if (!isParked()) {
      return true;
    }
    ReplayReader rest = new ReplayReader(ring, seat.topics(), position, published, gap);
    boolean done = rest.read(chunk);
    position = rest.position();
    return done;
  }
}
