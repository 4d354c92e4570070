package org.zmqwebbridge.gateway;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The prefixes that one SUB gateway is subscribed to, and how many members need each. One that
 * nobody needs stays for a while, so that a page that comes back misses nothing.
 *
 * <p>Owner thread: the loop's.
 */
final class Subscriptions {
  static final long NOT_HEARD = -1;

  /** What does it at the service. */
  interface Service {
    void subscribe(Topic topic);

    void unsubscribe(Topic topic);
  }

  private static final class Need {
    private int members;
    private long unneededSince;
    private final long since;
    private final long number; // among all that were made

    Need(long since, long number) {
      this.since = since;
      this.number = number;
    }

    boolean hasHeardSince(SubscribeOptions.Place place) {
      return place.subscriptions() == SubscribeOptions.Place.OF_PUBLICATION
          ? since < place.offset() || place.offset() == 0
          : since < place.offset() || number <= place.subscriptions();
    }
  }

  private final Service service;
  private int limit;
  private final long idleNanos;
  private final Map<Topic, Need> needs = new HashMap<>();
  private final LongSupplier heard;
  private final Predicate<Topic> isKeptFor;
  private int unneeded;
  private long made;

  /**
   * @param limit how many prefixes there may be
   * @param idleNanos how long one stays that nobody needs
   */
  Subscriptions(Service service, int limit, long idleNanos) {
    this(service, limit, idleNanos, () -> 0, unused -> false);
  }

  /**
   * @param limit how many prefixes there may be
   * @param idleNanos how long one stays that nobody needs
   * @param heard how many publications have come
   * @param isKeptFor whether one stays longer, unless there are too many
   */
  Subscriptions(
      Service service, int limit, long idleNanos, LongSupplier heard, Predicate<Topic> isKeptFor) {
    this.service = service;
    this.limit = limit;
    this.idleNanos = idleNanos;
    this.heard = heard;
    this.isKeptFor = isKeptFor;
  }

  /** From now on, so many prefixes may be new. */
  void limit(int most) {
    limit = most;
  }

  /** A member needs these; false, and nothing has changed, if there would be too many. */
  boolean tryAdd(List<Topic> topics) {
    if (isTooMuch(topics)) {
      endUnneeded((topic, need) -> true);
      if (isTooMuch(topics)) {
        return false;
      }
    }
    for (Topic prefix : topics) {
      Need need = needs.get(prefix);
      if (need == null) {
        need = new Need(heard.getAsLong(), ++made);
        needs.put(prefix, need);
        service.subscribe(prefix);
      } else if (need.members == 0) {
        unneeded--;
      }
      need.members++;
    }
    return true;
  }

  private boolean isTooMuch(List<Topic> topics) {
    long newcomers =
        topics.stream().filter(prefix -> !needs.containsKey(prefix)).distinct().count();
    return needs.size() + newcomers > limit;
  }

  /**
   * Since when all that begins with a topic has been heard: how many publications had come then.
   *
   * @return {@link #NOT_HEARD} if it is not
   */
  long heardSince(Topic topic) {
    long since = NOT_HEARD;
    for (int length = 0; length <= topic.length(); length++) {
      Need need = needs.get(topic.beginning(length));
      if (need != null && (since == NOT_HEARD || need.since < since)) {
        since = need.since;
      }
    }
    return since;
  }

  /**
   * Whether all that begins with a topic has been heard since a place: somebody who has had a
   * publication of a topic has had one after its subscription.
   */
  boolean hasHeardSince(Topic topic, SubscribeOptions.Place place) {
    for (int length = 0; length <= topic.length(); length++) {
      Need need = needs.get(topic.beginning(length));
      if (need != null && need.hasHeardSince(place)) {
        return true;
      }
    }
    return false;
  }

  /** How many have been made. */
  long made() {
    return made;
  }

  /** A member that needed these has left. */
  void remove(List<Topic> topics, long now) {
    for (Topic prefix : topics) {
      Need need = needs.get(prefix);
      need.members--;
      if (need.members == 0) {
        unneeded++;
        need.unneededSince = now;
      }
    }
  }

  /** Ends those that nobody has needed for long enough. */
  void onTick(long now) {
    if (unneeded > 0) {
      endUnneeded((topic, need) -> now - need.unneededSince >= idleNanos && !isKeptFor.test(topic));
    }
  }

  /** All prefixes that it is subscribed to. */
  Set<Topic> all() {
    return Set.copyOf(needs.keySet());
  }

  private void endUnneeded(BiPredicate<Topic, Need> which) {
    for (Iterator<Map.Entry<Topic, Need>> all = needs.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Topic, Need> entry = all.next();
      Need need = entry.getValue();
      if (need.members == 0 && which.test(entry.getKey(), need)) {
        all.remove();
        unneeded--;
        service.unsubscribe(entry.getKey());
      }
    }
  }
}
