package org.zmqwebbridge.gateway;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one subscriber is to get that came over a short connection of its own and, meanwhile, over
 * the shared one: what came over both comes once; the order is that of both connections, and where
 * they do not say, that of arrival (decision 0036).
 *
 * <p>Owner thread: the loop's.
 */
final class FreshMerge {
  private static final class Entry {
    private final KeptPublication publication;
    private final long arrived;
    private Entry twin; // the same over the other connection; null: it came over this one only
    private boolean passed;

    Entry(KeptPublication publication, long arrived) {
      this.publication = publication;
      this.arrived = arrived;
    }
  }

  private final List<Entry> ofShort = new ArrayList<>();
  private final List<Entry> ofShared = new ArrayList<>();
  private final Map<List<ByteBuffer>, Deque<Entry>> shortAlone = new HashMap<>();
  private final Map<List<ByteBuffer>, Deque<Entry>> sharedAlone = new HashMap<>();
  private long bytes;

  /** One has come over the short connection. */
  void onAnswer(KeptPublication publication) {
    add(publication, ofShort, shortAlone, sharedAlone);
  }

  /** One has come over the shared connection. */
  void onShared(KeptPublication publication) {
    add(publication, ofShared, sharedAlone, shortAlone);
  }

  private void add(
      KeptPublication publication,
      List<Entry> to,
      Map<List<ByteBuffer>, Deque<Entry>> alone,
      Map<List<ByteBuffer>, Deque<Entry>> othersAlone) {
    Entry entry = new Entry(publication, ofShort.size() + ofShared.size());
    entry.twin = takeEqual(publication, othersAlone);
    if (entry.twin == null) {
      alone.computeIfAbsent(content(publication), unused -> new ArrayDeque<>(1)).add(entry);
    } else {
      entry.twin.twin = entry;
    }
    to.add(entry);
    bytes += publication.cost();
  }

  private static Entry takeEqual(
      KeptPublication publication, Map<List<ByteBuffer>, Deque<Entry>> from) {
    List<ByteBuffer> content = content(publication);
    Deque<Entry> equal = from.get(content);
    if (equal == null) {
      return null;
    }
    Entry taken = equal.remove();
    if (equal.isEmpty()) {
      from.remove(content);
    }
    return taken;
  }

  private static List<ByteBuffer> content(KeptPublication publication) {
    return publication.parts().stream().map(ByteBuffer::wrap).toList();
  }

  /**
   * One has come over the shared connection after all of {@link #merged} was passed on: whether the
   * subscriber has had it, over the short one.
   */
  boolean hasHad(KeptPublication publication) {
    return takeEqual(publication, shortAlone) != null;
  }

  /** Whether nothing can come over the shared connection that the subscriber has had. */
  boolean isSettled() {
    return shortAlone.isEmpty();
  }

  /** What all of it takes. */
  long bytes() {
    return bytes;
  }

  /** All that the subscriber is to get, in order. */
  List<KeptPublication> merged() {
    List<KeptPublication> merged = new ArrayList<>();
    int next = 0; // of the shared connection
    for (Entry answer : ofShort) {
      while (next < ofShared.size() && isBefore(ofShared.get(next), answer)) {
        pass(ofShared.get(next++), merged);
      }
      pass(answer.twin == null ? answer : answer.twin, merged);
    }
    ofShared.subList(next, ofShared.size()).forEach(rest -> pass(rest, merged));
    return merged;
  }

  /** Whether one of the shared connection comes before one of the short connection. */
  private static boolean isBefore(Entry shared, Entry answer) {
    if (shared.twin != null) {
      return shared.passed; // its place is its twin's
    }
    return answer.twin != null || shared.arrived < answer.arrived;
  }

  private static void pass(Entry entry, List<KeptPublication> merged) {
    if (!entry.passed) {
      entry.passed = true;
      merged.add(entry.publication);
    }
  }
}
