package org.zmqwebbridge.channel;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/**
 * Members that come and leave while somebody enters a channel, who listens already and is not yet
 * among those whom it tells. Bounded; the one that was to hear of what is dropped has a gap told.
 *
 * <p>Owner thread: none; its channel's lock.
 */
final class LateMembers {
  private final long maxBytes;
  private final ArrayDeque<ChannelEvent.Member> events = new ArrayDeque<>(0);
  private long bytes;
  private long count;
  private long dropped; // the number of the newest that was

  /**
   * @param maxBytes of all their names
   */
  LateMembers(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** How many have come or left. */
  long count() {
    return count;
  }

  /**
   * One comes or leaves.
   *
   * @param isAwaited whether somebody enters
   */
  ChannelEvent.Member add(String name, boolean joined, boolean isAwaited) {
    ChannelEvent.Member event = new ChannelEvent.Member(name, joined, ++count);
    if (isAwaited) {
      events.add(event);
      bytes += name.length();
      while (bytes > maxBytes) {
        ChannelEvent.Member oldest = events.remove();
        bytes -= oldest.name().length();
        dropped = oldest.number();
      }
    }
    return event;
  }

  /** Whether something was dropped that somebody was to hear who has heard so many. */
  boolean hasLost(long heard) {
    return dropped > heard;
  }

  /** What somebody is to hear who has heard so many. */
  List<ChannelEvent.Member> since(long heard) {
    ArrayDeque<ChannelEvent.Member> missing = new ArrayDeque<>(0);
    Iterator<ChannelEvent.Member> newest = events.descendingIterator();
    while (newest.hasNext()) { // few of many, for each that enters
      ChannelEvent.Member event = newest.next();
      if (event.number() <= heard) {
        break;
      }
      missing.addFirst(event);
    }
    return List.copyOf(missing);
  }

  /** Nobody enters any more. */
  void clear() {
    events.clear();
    bytes = 0;
  }
}
