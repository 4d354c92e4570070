package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which of the bridge's subscriptions the service at one address has heard, as far as it shows: a
 * publisher sends a connection only what it has heard that it subscribes to, so a message that
 * begins with one of them alone proves that one.
 *
 * <p>Owner thread: the loop's. Lifetime: its gateway's.
 */
final class HeardTopics {
  /** What was still on its way when a subscription ended has come after so long. */
  private static final long ENDED_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final class Subscription {
    private final Topic topic;
    private boolean heard;
    private boolean over;
    private long ended;

    Subscription(Topic topic, boolean heard) {
      this.topic = topic;
      this.heard = heard;
    }

    boolean isHeard() {
      return heard && !over;
    }
  }

  private final int maxEnded;
  private final TopicIndex<Subscription> all = new TopicIndex<>();
  private final Map<Topic, Subscription> current = new HashMap<>();
  private final Deque<Subscription> ended = new ArrayDeque<>(0); // oldest first
  private int unheard; // of the current

  /**
   * @param maxEnded of how many that have ended it is remembered for a while
   */
  HeardTopics(int maxEnded) {
    this.maxEnded = maxEnded;
  }

  void subscribe(Topic topic) {
    Subscription subscription = new Subscription(topic, isHeard(topic));
    current.put(topic, subscription);
    all.add(topic, subscription);
    unheard += subscription.heard ? 0 : 1;
  }

  void unsubscribe(Topic topic, long now) {
    Subscription subscription = current.remove(topic);
    unheard -= subscription.heard ? 0 : 1;
    subscription.over = true;
    subscription.ended = now;
    ended.add(subscription);
    if (ended.size() > maxEnded) {
      forget(ended.remove());
    }
  }

  private void forget(Subscription subscription) {
    all.remove(subscription.topic, subscription);
  }

  /** Whether all that begins with this comes from there now. */
  boolean isHeard(Topic topic) {
    boolean[] found = new boolean[1];
    all.match(topic.bytes(), subscription -> found[0] |= subscription.isHeard());
    return found[0];
  }

  /** Whether a message might prove anything. */
  boolean isOpen() {
    return unheard > 0;
  }

  /**
   * A message has come from there.
   *
   * @param first its first part
   * @return whether it proves something
   */
  boolean onMessage(byte[] first) {
    List<Subscription> brought = new ArrayList<>(1);
    all.match(first, brought::add);
    if (brought.size() != 1 || brought.get(0).heard || brought.get(0).over) {
      return false; // another one may have brought it
    }
    Topic proven = brought.get(0).topic;
    for (Subscription each : current.values()) {
      if (!each.heard && proven.isPrefixOf(each.topic)) {
        each.heard = true;
        unheard--;
      }
    }
    return true;
  }

  /** The connection has broken: another one hears all of it again. */
  void onLost() {
    current.values().forEach(each -> each.heard = false);
    unheard = current.size();
  }

  void onTick(long now) {
    while (!ended.isEmpty() && now - ended.peek().ended >= ENDED_NANOS) {
      forget(ended.remove());
    }
  }
}
