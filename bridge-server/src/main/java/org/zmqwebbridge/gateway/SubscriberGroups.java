package org.zmqwebbridge.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which subscriber of an endpoint is in which group, and which groups want a publication.
 *
 * <p>Owner thread: the loop's, with its {@link FanOut}.
 */
final class SubscriberGroups {
  private final Encoders encoders;
  private final Conflation conflation;
  private final Map<SubscriberGroup.Key, SubscriberGroup> shared = new LinkedHashMap<>();
  private final TopicIndex<SubscriberGroup> index = new TopicIndex<>();

  /**
   * @param encoders that encode for groups
   * @param conflation forgets what waits for groups that are empty
   */
  SubscriberGroups(Encoders encoders, Conflation conflation) {
    this.encoders = encoders;
    this.conflation = conflation;
  }

  /** Finds the groups that want a publication with this topic. */
  void match(byte[] topic, Consumer<SubscriberGroup> found) {
    index.match(topic, found);
  }

  /**
   * Puts a subscriber into the group of those that want the same.
   *
   * @param arrived how many publications have come
   */
  void enter(SubscriberSeat seat, Set<Topic> topics, long arrived) {
    Encoding encoding = seat.member().encoding();
    SubscriberGroup.Key key = new SubscriberGroup.Key(topics, seat.perSecond(topics), encoding);
    SubscriberGroup group =
        SubscriberGroup.Key.isShared(topics)
            ? shared.computeIfAbsent(key, unused -> open(key, arrived))
            : indexed(SubscriberGroup.ofOne(key, encoders.number(encoding, arrived)));
    seat.seat(group, group.members.size());
    group.members.add(seat);
  }

  private SubscriberGroup open(SubscriberGroup.Key key, long arrived) {
    return indexed(new SubscriberGroup(key, encoders.number(key.encoding(), arrived)));
  }

  private SubscriberGroup indexed(SubscriberGroup group) {
    group.topics().forEach(topic -> index.add(topic, group));
    return group;
  }

  /** A subscriber and the one at another place of its group change places. */
  void swap(SubscriberSeat seat, int other) {
    SubscriberGroup group = seat.group();
    int place = seat.place();
    put(group, group.members.get(other), place);
    put(group, seat, other);
  }

  private static void put(SubscriberGroup group, SubscriberSeat seat, int place) {
    group.members.set(place, seat);
    seat.seat(group, place);
  }

  /** Takes a subscriber out of its group; the last of that fills the gap. */
  void exit(SubscriberSeat seat) {
    SubscriberGroup group = seat.group();
    int last = group.members.size() - 1;
    put(group, group.members.get(last), seat.place());
    group.members.remove(last);
    seat.seat(null, 0);
    if (group.members.isEmpty()) { // if it is to be delivered to, that finds nobody
      conflation.forget(group);
      shared.remove(group.key(), group);
      group.topics().forEach(topic -> index.remove(topic, group));
    }
  }

  /** Has a subscriber that is alone in its group want other topics there. */
  void change(SubscriberSeat seat, Set<Topic> added, Set<Topic> removed) {
    SubscriberGroup group = seat.group();
    added.stream().filter(group.topics()::add).forEach(it -> index.add(it, group));
    removed.stream().filter(group.topics()::remove).forEach(it -> index.remove(it, group));
  }
}
