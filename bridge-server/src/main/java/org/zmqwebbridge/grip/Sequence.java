package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * The order of the items of one channel: one that says which it follows waits a while for that.
 *
 * <p>Owner thread: none; one call at a time, but for {@link #lastId} and {@link #forget}. Lifetime:
 * its audience's.
 */
final class Sequence {
  /** So many wait in one channel; more are dropped. */
  static final int MOST_WAITING = 100;

  private final long waitNanos;
  private final Counters counters;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>(0); // by what they follow
  private volatile String lastId; // null: not known

  private record Waiting(PublishItem item, long since) {}

  /**
   * @param waitNanos how long an item waits for the one that it follows
   */
  Sequence(long waitNanos, Counters counters) {
    this.waitNanos = waitNanos;
    this.counters = counters;
  }

  /** The id of the item that was delivered last; empty: not known. */
  Optional<String> lastId() {
    return Optional.ofNullable(lastId);
  }

  /** The last id is not known any more. */
  void forget() {
    lastId = null;
  }

  /** Whether an item waits. */
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /**
   * Items have come.
   *
   * @return those whose turn it is, in their order
   */
  List<PublishItem> add(List<PublishItem> items, long now) {
    List<PublishItem> ready = new ArrayList<>(items.size());
    for (PublishItem item : items) {
      if (item.isUnordered()) {
        ready.add(item);
      } else if (mustWait(item)) {
        hold(item, now);
      } else {
        take(item, ready);
      }
    }
    return ready;
  }

  private boolean mustWait(PublishItem item) {
    String last = lastId;
    return last != null && item.previousId().isPresent() && !item.previousId().get().equals(last);
  }

  private void hold(PublishItem item, long now) {
    String previous = item.previousId().orElseThrow();
    if (waiting.size() >= MOST_WAITING || waiting.containsKey(previous)) {
      counters.increment(Counter.GRIP_ITEMS_UNORDERED);
    } else {
      waiting.put(previous, new Waiting(item, now));
    }
  }

  /** An item's turn has come, and with it that of those that follow it. */
  private void take(PublishItem item, List<PublishItem> ready) {
    PublishItem next = item;
    while (next != null) {
      ready.add(next);
      lastId = next.id().orElse(null);
      Waiting follower = lastId == null ? null : waiting.remove(lastId);
      next = follower == null ? null : follower.item();
    }
  }

  /** Those that have waited long enough, and what follows them. */
  List<PublishItem> late(long now) {
    List<PublishItem> ready = new ArrayList<>(1);
    while (true) {
      Iterator<Waiting> oldest = waiting.values().iterator();
      if (!oldest.hasNext()) {
        return ready;
      }
      Waiting first = oldest.next();
      if (now - first.since() < waitNanos) {
        return ready;
      }
      oldest.remove();
      counters.increment(Counter.GRIP_ITEMS_LATE);
      take(first.item(), ready);
    }
  }

  /** How long until the next has waited long enough, in nanoseconds; 0: now. */
  long untilLate(long now) {
    long left = waitNanos;
    if (hasWaiting()) {
      left = waitNanos - (now - waiting.values().iterator().next().since());
    }
    return Math.max(0, left);
  }
}
