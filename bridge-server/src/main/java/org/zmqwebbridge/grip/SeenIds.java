package org.zmqwebbridge.grip;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids that items have had in their channels lately: of several with the same one, the first counts.
 *
 * <p>Owner thread: none; its own lock.
 */
final class SeenIds {
  /** So many are remembered; of more, the oldest are forgotten before their time. */
  static final int MOST = 100_000;

  private final long keptNanos;
  private final Map<Key, Long> seen = new LinkedHashMap<>(); // the oldest first

  private record Key(String channel, String id) {}

  /**
   * @param keptNanos how long an id is remembered; 0: not at all
   */
  SeenIds(long keptNanos) {
    this.keptNanos = keptNanos;
  }

  /**
   * Remembers one.
   *
   * @param now by the clock of {@code System.nanoTime}
   * @return whether it was not there
   */
  synchronized boolean isNew(String channel, String id, long now) {
    if (keptNanos == 0) {
      return true;
    }
    Iterator<Long> oldest = seen.values().iterator();
    while (oldest.hasNext() && (now - oldest.next() >= keptNanos || seen.size() >= MOST)) {
      oldest.remove();
    }
    return seen.putIfAbsent(new Key(channel, id), now) == null;
  }

  /** What had this id has come to nothing. */
  synchronized void forget(String channel, String id) {
    seen.remove(new Key(channel, id));
  }

  /** How many are remembered. */
  synchronized int size() {
    return seen.size();
  }
}
