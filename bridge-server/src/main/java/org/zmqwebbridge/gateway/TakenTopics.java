package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has become of topics that one subscriber asks for, in the order of its question.
 *
 * @param hold it has them now, or had them
 * @param added what it receives that it did not receive before
 * @param denied it may receive nothing of them
 * @param tooMany its endpoint has too many
 */
record TakenTopics(List<Topic> hold, Set<Topic> added, List<Topic> denied, List<Topic> tooMany) {
  /** Subscribes it, as far as that may be. */
  static TakenTopics take(SubscriberSeat seat, List<Topic> topics, Subscriptions subscriptions) {
    TakenTopics taken =
        new TakenTopics(new ArrayList<>(), new HashSet<>(), new ArrayList<>(), new ArrayList<>());
    for (Topic topic : topics) {
      List<Topic> left = seat.within(topic);
      if (seat.hasSubscribed(topic)) {
        taken.hold.add(topic);
      } else if (left.isEmpty()) {
        taken.denied.add(topic);
      } else if (!subscriptions.tryAdd(left)) {
        taken.tooMany.add(topic);
      } else {
        taken.added.addAll(seat.add(topic, left));
        taken.hold.add(topic);
      }
    }
    return taken;
  }
}
