package org.zmqwebbridge.gateway;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;

/**
 * The last publication of each topic of one endpoint; a topic is here the whole first part.
 *
 * <p>Owner thread: the loop's. Lifetime: its gateway's.
 */
final class LastValues {
  private static final class Value {
    private KeptPublication last;
  }

  private final KeptBounds bounds;
  private final Tally tally;
  private final Map<Topic, Value> byAge = new LinkedHashMap<>(16, 0.75f, true); // oldest first
  private final TreeMap<Topic, Value> byTopic = new TreeMap<>();
  private long bytes;

  LastValues(KeptBounds bounds, Tally tally) {
    this.bounds = bounds;
    this.tally = tally;
  }

  /** One has come: it is the last of its topic. */
  void keep(KeptPublication publication) {
    Topic topic = publication.topic();
    Value value = byAge.get(topic); // which makes it the youngest
    if (value == null) {
      value = new Value();
      byAge.put(topic, value);
      byTopic.put(topic, value);
    } else {
      bytes -= value.last.cost();
    }
    value.last = publication;
    bytes += publication.cost();
    while (byAge.size() > bounds.messages() || bytes > bounds.bytes()) {
      forgetOldest();
      tally.increment(Counter.LAST_VALUES_EVICTED);
    }
  }

  private KeptPublication oldest() {
    return byAge.values().iterator().next().last;
  }

  private void forgetOldest() {
    Iterator<Map.Entry<Topic, Value>> all = byAge.entrySet().iterator();
    Map.Entry<Topic, Value> oldest = all.next();
    all.remove();
    byTopic.remove(oldest.getKey());
    bytes -= oldest.getValue().last.cost();
  }

  /** Forgets those that are too old. */
  void expire(long now) {
    while (!byAge.isEmpty() && now - oldest().since() >= bounds.nanos()) {
      forgetOldest();
    }
  }

  /**
   * The first topic that begins with a prefix, in the order of topics.
   *
   * @param after only those above it; {@code null}: from the first
   * @return {@code null} if there is none
   */
  KeptPublication next(Topic prefix, Topic after) {
    Map.Entry<Topic, Value> next =
        after == null ? byTopic.ceilingEntry(prefix) : byTopic.higherEntry(after);
    return next != null && prefix.isPrefixOf(next.getKey()) ? next.getValue().last : null;
  }

  /** Whether it has any that begins with a prefix. */
  boolean has(Topic prefix) {
    return next(prefix, null) != null;
  }

  /** Forgets what begins with a prefix and is not heard any more, which may have changed since. */
  void forget(Topic prefix, Predicate<Topic> isHeard) {
    Topic topic = null;
    KeptPublication next = next(prefix, null);
    while (next != null) {
      topic = next.topic();
      if (!isHeard.test(topic)) {
        byTopic.remove(topic);
        bytes -= byAge.remove(topic).last.cost();
      }
      next = next(prefix, topic);
    }
  }

  boolean isEmpty() {
    return byAge.isEmpty();
  }

  /** How many topics it has. */
  int size() {
    return byAge.size();
  }

  /** What it takes to keep them. */
  long bytes() {
    return bytes;
  }
}
