package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is left of the topics that one subscriber asks for, and since when its endpoint has heard
 * them: what it has not heard, it cannot have kept.
 *
 * <p>Owner thread: the loop's. Lifetime: one question.
 */
final class HeardSince {
  /**
   * Topics, apart.
   *
   * @param heard all the time since the place that is asked for
   * @param unheard for a shorter time
   * @param since for how long, as an offset
   */
  record Parts(List<Topic> heard, List<Topic> unheard, long since) {}

  private final SubscribeOptions options;
  private final boolean sameEpoch;
  private final Subscriptions subscriptions;
  private final Map<Topic, List<Topic>> left = new HashMap<>();
  private final Set<Topic> known = new HashSet<>();

  /**
   * @param epoch of the endpoint's offsets
   */
  HeardSince(SubscribeOptions options, String epoch, Subscriptions subscriptions) {
    this.options = options;
    this.sameEpoch = options.after() != null && options.after().epoch().equals(epoch);
    this.subscriptions = subscriptions;
  }

  /** It asks for this topic, of which this is left; not subscribed to for it yet. */
  void ask(Topic topic, List<Topic> leftOfIt) {
    left.put(topic, leftOfIt);
    if (sameEpoch) {
      leftOfIt.stream()
          .filter(each -> subscriptions.hasHeardSince(each, options.after()))
          .forEach(known::add);
    }
  }

  /** Of those that hold now. */
  Parts of(List<Topic> hold) {
    List<Topic> heard = new ArrayList<>();
    List<Topic> unheard = new ArrayList<>();
    long latest = 0;
    for (Topic topic : hold) {
      for (Topic each : left.get(topic)) {
        boolean isHeard = !sameEpoch || known.contains(each);
        (isHeard ? heard : unheard).add(each);
        latest = isHeard ? latest : Math.max(latest, subscriptions.heardSince(each));
      }
    }
    return new Parts(heard, unheard, latest);
  }
}
