package org.zmqwebbridge.channel;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What is published while somebody enters a channel: it reads what is kept meanwhile, and some of
 * this may not be kept at all. Bounded; the one that was to get what is dropped reads once more.
 *
 * <p>Owner thread: none; its channel's lock.
 */
final class Newcomers {
  /**
   * A message.
   *
   * @param number of all that were published here
   */
  private record Late(long number, Message message) {}

  private final long maxBytes;
  private final ArrayDeque<Late> messages = new ArrayDeque<>(0);
  private long bytes;
  private long count;
  private long dropped; // the number of the newest that was

  Newcomers(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** How many were published here. */
  long count() {
    return count;
  }

  /**
   * One more is published.
   *
   * @param isAwaited whether somebody enters
   */
  void published(Message message, boolean isAwaited) {
    count++;
    if (isAwaited) {
      messages.add(new Late(count, message));
      bytes += message.body().length;
      while (bytes > maxBytes) {
        Late oldest = messages.remove();
        bytes -= oldest.message().body().length;
        dropped = oldest.number();
      }
    }
  }

  /** Whether something was dropped that somebody was to get. */
  boolean hasLost(long entered) {
    return dropped > entered;
  }

  /** What has come since somebody entered, after a place. */
  List<Message> since(long entered, MessageId place) {
    return messages.stream()
        .filter(late -> late.number() > entered && late.message().isAfter(place))
        .map(Late::message)
        .toList();
  }

  /** Nobody enters any more. */
  void clear() {
    messages.clear();
    bytes = 0;
  }
}
