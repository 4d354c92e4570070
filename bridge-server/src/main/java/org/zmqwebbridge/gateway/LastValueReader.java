package org.zmqwebbridge.gateway;

import java.util.Collection;
import java.util.TreeSet;

/**
 * Reads the last values of some topics. One that is replaced meanwhile is left out: its subscriber
 * gets the newer one as everybody does.
 *
 * <p>Owner thread: the loop's.
 */
final class LastValueReader implements KeptReader {
  private final LastValues values;
  private final TreeSet<Topic> prefixes; // that are still to be read
  private final long upTo;
  private Topic last; // that was read, of whichever prefix; null: none yet

  /**
   * @param upTo the offset of the latest publication that the subscriber does not get otherwise
   */
  LastValueReader(LastValues values, Collection<Topic> prefixes, long upTo) {
    this.values = values;
    this.prefixes = new TreeSet<>(prefixes);
    this.upTo = upTo;
  }

  @Override
  public boolean read(KeptChunk chunk) {
    while (!prefixes.isEmpty() && !chunk.isFull()) {
      Topic prefix = prefixes.first();
      boolean begun = last != null && last.compareTo(prefix) >= 0;
      KeptPublication next = values.next(prefix, begun ? last : null);
      if (next == null) {
        endPrefix();
      } else {
        last = next.topic();
        chunk.look();
        if (next.offset() <= upTo) {
          chunk.add(next);
        }
      }
    }
    return prefixes.isEmpty();
  }

  /** What begins with it has been read, whichever other prefixes it has. */
  private void endPrefix() {
    Topic done = prefixes.pollFirst();
    while (!prefixes.isEmpty() && done.isPrefixOf(prefixes.first())) {
      prefixes.pollFirst();
    }
  }

  @Override
  public boolean forget(Collection<Topic> topics) {
    prefixes.removeAll(topics);
    return prefixes.isEmpty();
  }
}
