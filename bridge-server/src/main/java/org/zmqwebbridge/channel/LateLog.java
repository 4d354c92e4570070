package org.zmqwebbridge.channel;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What happens in a channel while somebody enters it, each with its number of all that ever did.
 * Bounded: what does not fit is dropped, the oldest first.
 *
 * <p>Owner thread: none; its channel's lock.
 *
 * @param <T> one thing that happens
 */
final class LateLog<T> {
  private record Late<T>(long number, T event) {}

  private final long maxBytes;
  private final ToLongFunction<T> size;
  private final ArrayDeque<Late<T>> kept = new ArrayDeque<>(0);
  private long bytes;
  private long count;
  private long dropped; // the number of the newest that was

  /**
   * @param maxBytes of all that is kept
   * @param size of one, in bytes
   */
  LateLog(long maxBytes, ToLongFunction<T> size) {
    this.maxBytes = maxBytes;
    this.size = size;
  }

  /** How many have happened. */
  long count() {
    return count;
  }

  /**
   * One more has happened.
   *
   * @param isAwaited whether somebody enters
   */
  void add(T event, boolean isAwaited) {
    count++;
    if (isAwaited) {
      kept.add(new Late<>(count, event));
      bytes += size.applyAsLong(event);
      while (bytes > maxBytes) {
        Late<T> oldest = kept.remove();
        bytes -= size.applyAsLong(oldest.event());
        dropped = oldest.number();
      }
    }
  }

  /** Whether something was dropped of what has happened since there were so many. */
  boolean hasLost(long since) {
    return dropped > since;
  }

  /** What has happened since there were so many; the newest few of many are found from the end. */
  List<T> since(long number) {
    ArrayDeque<T> found = new ArrayDeque<>(0);
    Iterator<Late<T>> newest = kept.descendingIterator();
    while (newest.hasNext()) {
      Late<T> late = newest.next();
      if (late.number() <= number) {
        break;
      }
      found.addFirst(late.event());
    }
    return List.copyOf(found);
  }

  /** Nobody enters any more. */
  void clear() {
    kept.clear();
    bytes = 0;
  }
}
