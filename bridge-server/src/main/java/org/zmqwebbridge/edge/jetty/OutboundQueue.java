package org.zmqwebbridge.edge.jetty;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.zmqwebbridge.edge.TextMessage;

/**
 * What waits to be written to one browser, bounded in bytes and messages: when it is full, the
 * oldest droppable messages go; when only others are left, it overflows.
 *
 * <p>Owner thread: none; guarded by its own lock, under which nothing but list changes happens.
 */
final class OutboundQueue {
  private final int maxBytes;
  private final int maxMessages;
  private final ArrayDeque<TextMessage> waiting = new ArrayDeque<>(0);
  private long bytes;

  OutboundQueue(int maxBytes, int maxMessages) {
    this.maxBytes = maxBytes;
    this.maxMessages = maxMessages;
  }

  /**
   * Takes a message.
   *
   * @return how many messages were dropped for it, itself perhaps among them; or {@link #OVERFLOW},
   *     and then the queue is over its limits by this message
   */
  synchronized int add(TextMessage message) {
    waiting.add(message);
    bytes += message.length();
    int dropped = 0;
    while (isOver()) {
      if (!dropOldest()) {
        // A single reply may be larger than the queue; alone, it is let through.
        return waiting.size() == 1 ? dropped : OVERFLOW;
      }
      dropped++;
    }
    return dropped;
  }

  /** {@link #add}'s answer when nothing is left to drop. */
  static final int OVERFLOW = -1;

  private boolean isOver() {
    return bytes > maxBytes || waiting.size() > maxMessages;
  }

  private boolean dropOldest() {
    for (Iterator<TextMessage> all = waiting.iterator(); all.hasNext(); ) {
      TextMessage message = all.next();
      if (message.droppable()) {
        all.remove();
        bytes -= message.length();
        return true;
      }
    }
    return false;
  }

  /** The next message to write, or {@code null}. */
  synchronized TextMessage poll() {
    TextMessage next = waiting.poll();
    if (next != null) {
      bytes -= next.length();
    }
    return next;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  synchronized void clear() {
    waiting.clear();
    bytes = 0;
  }
}
