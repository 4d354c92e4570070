package org.zmqwebbridge.gateway;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Who wants which topics, found by a publication's own: in a few steps, however many topics there
 * are that it does not match.
 *
 * <p>Owner thread: the loop's.
 *
 * @param <T> who
 */
final class TopicIndex<T> {
  private final TreeMap<Topic, Set<T>> wanted = new TreeMap<>();

  void add(Topic topic, T who) {
    wanted.computeIfAbsent(topic, unused -> new LinkedHashSet<>()).add(who);
  }

  void remove(Topic topic, T who) {
    Set<T> all = wanted.get(topic);
    if (all != null && all.remove(who) && all.isEmpty()) {
      wanted.remove(topic);
    }
  }

  /**
   * Finds all who want what begins with one of their topics; who has several of these, several
   * times.
   *
   * <p>The greatest topic that is not above the publication's is its prefix, or differs from it
   * somewhere; then all its prefixes are at most as long as what the two have in common.
   */
  void match(byte[] publication, Consumer<T> found) {
    int length = publication.length;
    while (length >= 0) {
      Topic beginning = Topic.beginning(publication, length);
      Map.Entry<Topic, Set<T>> below = wanted.floorEntry(beginning);
      if (below == null) {
        return;
      }
      int common = below.getKey().commonBytes(beginning);
      if (common == below.getKey().length()) {
        below.getValue().forEach(found);
        length = common - 1;
      } else {
        length = common;
      }
    }
  }

  /** Whether anybody wants it. */
  boolean matches(byte[] publication) {
    boolean[] found = new boolean[1];
    match(publication, who -> found[0] = true);
    return found[0];
  }

  boolean isEmpty() {
    return wanted.isEmpty();
  }
}
