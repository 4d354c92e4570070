package org.zmqwebbridge.channel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.zmqwebbridge.flow.BatchRest;

/**
 * What has happened in a channel and its subscribers have not been told yet; and when the turn
 * comes that tells them. A message alone is told at once; after a turn of several the next one
 * rests a moment, and so takes more of them for the same number of writes.
 *
 * <p>Owner thread: none; its channel's lock, but for {@link #bytes}.
 */
final class PendingEvents {
  /** No turn has to come: none is wanted, or one comes already. */
  static final long NONE = -1;

  /** Where so many bytes wait, nothing rests: a write of that is long anyway. */
  private static final long MAX_RESTING_BYTES = 64 * 1024;

  /** A shorter rest is none: the timer would not keep it. */
  private static final long MIN_REST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final LongSupplier nanoClock;
  private final ArrayDeque<ChannelEvent> events = new ArrayDeque<>(1);
  private final BatchRest rest = new BatchRest();
  private volatile long bytes;
  private long began; // the turn that is under way, or the last
  private boolean scheduled;

  PendingEvents(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** How many bytes the bodies have that wait. */
  long bytes() {
    return bytes;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  void add(ChannelEvent event) {
    events.add(event);
    if (event instanceof ChannelEvent.Published published) {
      bytes += published.message().body().length;
    }
  }

  /**
   * After how long the turn has to come that was not wanted before, in nanoseconds; {@link #NONE}.
   * It is scheduled with that.
   */
  long nextTurn() {
    if (scheduled || events.isEmpty()) {
      return NONE;
    }
    scheduled = true;
    long left = bytes < MAX_RESTING_BYTES ? rest.left(events.size(), nanoClock.getAsLong()) : 0;
    return left < MIN_REST_NANOS ? 0 : left;
  }

  /**
   * A turn begins.
   *
   * @param messages is given what it tells first
   * @return what it tells after that; {@code null}: nothing
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  ChannelEvent take(List<ChannelEvent.Published> messages) {
    began = nanoClock.getAsLong();
    while (!events.isEmpty() && messages.size() < BatchRest.FULL_BATCH) {
      ChannelEvent next = events.remove();
      if (!(next instanceof ChannelEvent.Published published)) {
        return next;
      }
      messages.add(published);
      bytes -= published.message().body().length;
    }
    return null;
  }

  /** It has ended, and has told so many messages. */
  void end(int messages) {
    long now = nanoClock.getAsLong();
    boolean isOfMany = messages > 1 || events.size() > 1;
    rest.begin(isOfMany ? began : now, now);
    scheduled = false;
  }
}
