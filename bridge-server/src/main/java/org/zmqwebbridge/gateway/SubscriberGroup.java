package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
  record Key(Set<Topic> topics, Encoding encoding) {
    Key {
      topics = Set.copyOf(topics);
    }

    static boolean isShared(Set<Topic> topics) {
      return topics.size() <= MAX_SHARED_TOPICS;
    }
  }

  final List<SubscriberSeat> members = new ArrayList<>();

  /** What it gets of the batch under way, in order. */
  final List<Object[]> matched = new ArrayList<>();

  private final Key key; // null: of one subscriber alone
  private final Set<Topic> topics;
  private final Encoding encoding;
  private final int encoder;

  /**
   * @param encoder the number of the fan-out's encoder for it
   */
  SubscriberGroup(Key key, int encoder) {
    this.key = key;
    this.topics = key.topics();
    this.encoding = key.encoding();
    this.encoder = encoder;
  }

  private SubscriberGroup(Set<Topic> topics, Encoding encoding, int encoder) {
    this.key = null;
    this.topics = new HashSet<>(topics);
    this.encoding = encoding;
    this.encoder = encoder;
  }

  /** A group for one subscriber alone, whose topics may change. */
  static SubscriberGroup ofOne(Set<Topic> topics, Encoding encoding, int encoder) {
    return new SubscriberGroup(topics, encoding, encoder);
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
