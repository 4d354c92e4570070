package org.zmqwebbridge.mongrel2;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one pair of sockets has for handlers, while none takes it; bounded.
 *
 * <p>Owner thread: the loop's. Lifetime: its pair's.
 */
final class WaitingMessages {
  /**
   * One message.
   *
   * @param client who waits for an answer; null: nobody
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Waiting(Client client, byte[] message, long since) {}

  private final int most;
  private final long mostBytes;
  private final Deque<Waiting> all = new ArrayDeque<>();
  private long bytes;

  WaitingMessages(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Whether there is room for it; then it waits. */
  boolean add(Client client, byte[] message, long now) {
    if (all.size() >= most || bytes + message.length > mostBytes) {
      return false;
    }
    bytes += message.length;
    return all.add(new Waiting(client, message, now));
  }

  /** Whether half of what may wait does. */
  boolean isHalfFull() {
    return 2L * all.size() >= most || 2 * bytes >= mostBytes;
  }

  /** The one that has waited longest; there is one. */
  Waiting first() {
    return all.element();
  }

  Waiting removeFirst() {
    Waiting first = all.remove();
    bytes -= first.message().length;
    return first;
  }

  /** Whether the first has waited since then, or for longer. */
  boolean isLate(long then) {
    return !all.isEmpty() && all.element().since() - then <= 0;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int size() {
    return all.size();
  }
}
