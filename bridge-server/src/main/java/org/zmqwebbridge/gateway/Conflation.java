package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;

/**
 * Holds publications back from groups that want at most so many a second of each topic: the latest
 * of those that come meanwhile goes when its time has come, and takes the place of the others.
 *
 * <p>Owner thread: the loop's. Lifetime: its fan-out's.
 */
final class Conflation {
  /** {@link #nextDue}: nothing will be. */
  static final long NEVER = Long.MAX_VALUE;

  /** What a place takes of the heap besides its topic and what waits there. */
  private static final int OVERHEAD = 200;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A topic of a group, of which one has gone a moment ago. */
  private static final class Place {
    private final SubscriberGroup group;
    private final Topic topic;
    private final long intervalNanos;
    private long due; // when the next may go
    private Publication waiting; // the latest; null: none has come

    Place(SubscriberGroup group, Topic topic, long intervalNanos) {
      this.group = group;
      this.topic = topic;
      this.intervalNanos = intervalNanos;
    }

    long cost() {
      return OVERHEAD + topic.length() + (waiting == null ? 0 : waiting.bytes());
    }
  }

  private final long maxBytes;
  private final Tally tally;
  private final Map<SubscriberGroup, Map<Topic, Place>> places = new HashMap<>();
  private final PriorityQueue<Place> byDue =
      new PriorityQueue<>(Comparator.comparingLong((Place place) -> place.due));
  private long bytes;

  /**
   * @param maxBytes what all that waits may take; beyond it, publications go at once
   */
  Conflation(long maxBytes, Tally tally) {
    this.maxBytes = maxBytes;
    this.tally = tally;
  }

  /**
   * A publication has come for a group, which all that was due has gone to.
   *
   * @return whether it goes at once
   */
  boolean passes(SubscriberGroup group, Publication publication, int perSecond, long now) {
    Map<Topic, Place> topics = places.computeIfAbsent(group, unused -> new HashMap<>());
    Topic topic = Topic.beginning(publication.topic(), publication.topic().length);
    Place place = topics.get(topic);
    if (place != null) {
      return waits(place, publication);
    }
    Place made = new Place(group, topic, SECOND_NANOS / perSecond);
    if (bytes + made.cost() > maxBytes) {
      tally.increment(Counter.CONFLATION_OVERFLOWED);
      return true;
    }
    made.due = now + made.intervalNanos;
    topics.put(topic, made);
    byDue.add(made);
    bytes += made.cost();
    return true;
  }

  /** Whether it goes at once all the same, because there is no room to wait. */
  private boolean waits(Place place, Publication publication) {
    bytes -= place.cost();
    if (place.waiting != null) {
      tally.add(Counter.PUBLICATIONS_CONFLATED, place.group.members.size());
    }
    place.waiting = publication;
    boolean overflows = bytes + place.cost() > maxBytes;
    if (overflows) {
      place.waiting = null;
      tally.increment(Counter.CONFLATION_OVERFLOWED);
    }
    bytes += place.cost();
    return overflows;
  }

  /** Lets go what is due, the longest due first. */
  void due(long now, BiConsumer<SubscriberGroup, Publication> out) {
    while (isDue(now)) {
      Place place = byDue.poll();
      bytes -= place.cost();
      if (place.waiting == null) {
        forget(place);
      } else {
        Publication publication = place.waiting;
        place.waiting = null;
        place.due = now + place.intervalNanos;
        bytes += place.cost();
        byDue.add(place);
        out.accept(place.group, publication);
      }
    }
  }

  private void forget(Place place) {
    Map<Topic, Place> topics = places.get(place.group);
    topics.remove(place.topic);
    if (topics.isEmpty()) {
      places.remove(place.group);
    }
  }

  boolean isDue(long now) {
    return !byDue.isEmpty() && byDue.peek().due - now <= 0;
  }

  /** When something is due next, by the loop's clock; {@link #NEVER}. */
  long nextDue() {
    return byDue.isEmpty() ? NEVER : byDue.peek().due;
  }

  /** What waits for a group, in the order in which it came. */
  List<Publication> waiting(SubscriberGroup group) {
    List<Publication> all = new ArrayList<>();
    for (Place place : places.getOrDefault(group, Map.of()).values()) {
      if (place.waiting != null) {
        all.add(place.waiting);
      }
    }
    all.sort(Comparator.comparingLong(Publication::offset));
    return all;
  }

  /** A group has no members any more. */
  void forget(SubscriberGroup group) {
    Map<Topic, Place> topics = places.remove(group);
    if (topics != null) {
      topics.values().forEach(place -> bytes -= place.cost());
      byDue.removeAll(topics.values());
    }
  }

  /** What all of it takes. */
  long bytes() {
    return bytes;
  }
}
