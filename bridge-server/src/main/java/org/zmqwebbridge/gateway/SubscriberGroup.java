package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.auth.Topics;

/**
 * Subscribers with the same topics that want the same bytes; or one subscriber with so many topics,
 * of its own, that a group is made for it alone.
 *
 * <p>Owner thread: the loop's; {@link FanOut} changes it.
 */
final class SubscriberGroup {
  /** With so many topics at most, as many as are granted at once, subscribers share groups. */
  private static final int MAX_SHARED_TOPICS = Topics.MAX_PREFIXES;

  /** What those in a group have in common. */
  record Key(Set<Topic> topics, Map<Topic, Integer> perSecond, Encoding encoding) {
    Key {
      topics = Set.copyOf(topics);
      perSecond = Map.copyOf(perSecond);
    }

    static boolean isShared(Set<Topic> topics) {
      return topics.size() <= MAX_SHARED_TOPICS;
    }
  }

  final List<SubscriberSeat> members = new ArrayList<>();

  /** What it gets of the batch under way, in order. */
  final List<Publication> matched = new ArrayList<>();

  private final Key key; // null: of one subscriber alone
  private final Set<Topic> topics;
  private final Encoding encoding;
  private final Map<Topic, Integer> perSecond; // of the topics that are bounded
  private final int encoder;
  private long latest; // offset of the publication that was found for it

  /**
   * @param encoder the number of the fan-out's encoder for it
   */
  SubscriberGroup(Key key, int encoder) {
    this.key = key;
    this.topics = key.topics();
    this.encoding = key.encoding();
    this.perSecond = key.perSecond();
    this.encoder = encoder;
  }

  private SubscriberGroup(Set<Topic> topics, Key key, int encoder) {
    this.key = null;
    this.topics = topics;
    this.encoding = key.encoding();
    this.perSecond = key.perSecond();
    this.encoder = encoder;
  }

  /** A group for one subscriber alone, whose topics may change. */
  static SubscriberGroup ofOne(Key key, int encoder) {
    return new SubscriberGroup(new HashSet<>(key.topics()), key, encoder);
  }

  boolean isOfOne() {
    return key == null;
  }

  /** Whether at most so many a second are wanted of some topics. */
  boolean isConflated() {
    return !perSecond.isEmpty();
  }

  /** At most how many a second of a publication's topic; 0: any. */
  int perSecond(byte[] publication) {
    if (perSecond.isEmpty()) {
      return 0;
    }
    Topic whole = Topic.beginning(publication, publication.length);
    int most = 0;
    for (Topic topic : topics) {
      if (topic.isPrefixOf(whole)) {
        Integer bound = perSecond.get(topic);
        if (bound == null) {
          return 0;
        }
        most = Math.max(most, bound);
      }
    }
    return most;
  }

  /** Whether a publication has not been found for it by another of its topics. */
  boolean isNew(Publication publication) {
    boolean isNew = latest != publication.offset();
    latest = publication.offset();
    return isNew;
  }

  /** The smallest offset of what it gets of the batch under way, if it is conflated. */
  long firstOffset() {
    return isConflated()
        ? matched.stream().mapToLong(Publication::offset).min().orElse(Long.MAX_VALUE)
        : Long.MAX_VALUE;
  }

  /** What they have in common; {@code null} if it is for one alone. */
  Key key() {
    return key;
  }

  /** What is found for it; of one alone, to be changed with its topics. */
  Set<Topic> topics() {
    return topics;
  }

  Encoding encoding() {
    return encoding;
  }

  int encoder() {
    return encoder;
  }
}
