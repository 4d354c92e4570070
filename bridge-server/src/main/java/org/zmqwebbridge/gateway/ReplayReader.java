package org.zmqwebbridge.gateway;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads what an endpoint has published on some topics between two offsets, in order.
 *
 * <p>Owner thread: the loop's.
 */
final class ReplayReader implements KeptReader {
  private static final long HEARD = -1;

  private final ReplayRing ring;
  private final Set<Topic> topics;
  private final TopicIndex<Topic> index = new TopicIndex<>();
  private final Gap gap;
  private final long upTo;
  private long cursor; // all up to it has been read
  private long unheardUpTo = HEARD; // what lies between is lost

  /**
   * @param after the offset before the first that is to be read
   * @param upTo the last one
   * @param gap of its subscriber
   */
  ReplayReader(ReplayRing ring, Collection<Topic> topics, long after, long upTo, Gap gap) {
    this.ring = ring;
    this.topics = new HashSet<>(topics);
    this.topics.forEach(topic -> index.add(topic, topic));
    this.cursor = Math.min(after, upTo);
    this.upTo = upTo;
    this.gap = gap;
  }

  /**
   * The same of topics that the endpoint has not heard all the time since {@code after}.
   *
   * @param since when they were heard again
   */
  static ReplayReader notHeard(
      ReplayRing ring, Collection<Topic> topics, long after, long since, long upTo, Gap gap) {
    ReplayReader reader = new ReplayReader(ring, topics, after, upTo, gap);
    reader.unheardUpTo = since;
    return reader;
  }

  @Override
  public boolean read(KeptChunk chunk) {
    boolean unheard = unheardUpTo != HEARD;
    if (unheard || (cursor < upTo && ring.first() > cursor + 1)) {
      if (!chunk.isEmpty()) {
        return false; // what is in it comes before the gap is told
      }
      gap.begin(cursor);
      cursor = Math.max(cursor, Math.min(Math.max(ring.first() - 1, unheardUpTo), upTo));
      unheardUpTo = HEARD;
    }
    while (cursor < upTo && !chunk.isFull()) {
      KeptPublication next = ring.at(++cursor);
      chunk.look();
      if (index.matches(next.parts().get(0))) {
        chunk.add(next);
      }
    }
    return cursor >= upTo;
  }

  /** How far it has read. */
  long position() {
    return cursor;
  }

  @Override
  public boolean forget(Collection<Topic> ended) {
    for (Topic topic : ended) {
      topics.remove(topic);
      index.remove(topic, topic);
    }
    return topics.isEmpty();
  }
}
