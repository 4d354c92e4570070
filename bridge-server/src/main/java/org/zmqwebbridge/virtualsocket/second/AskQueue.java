package org.zmqwebbridge.virtualsocket.second;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;

/**
 * The asks that wait for the credit of one REP channel, bounded in number and bytes, and by what
 * all browsers together may have waiting.
 *
 * <p>Owner thread: the loop's. Lifetime: its channel's, until {@link #clear}.
 */
final class AskQueue {
  private static final int OVERHEAD = 64;

  private record Waiting(List<byte[]> parts, long cost, long deadline) {}

  private final int maxAsks;
  private final long maxBytes;
  private final BudgetShare share;
  private final Map<Integer, Waiting> byId = new LinkedHashMap<>(); // oldest first
  private long bytes;

  /**
   * @param share of what all browsers together may have waiting
   */
  AskQueue(int maxAsks, long maxBytes, BudgetShare share) {
    this.maxAsks = maxAsks;
    this.maxBytes = maxBytes;
    this.share = share;
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /**
   * Keeps an ask.
   *
   * @param millis how long its answer is awaited
   * @param now of {@link System#nanoTime}
   * @return false if there is no room for it
   */
  boolean add(int id, long millis, List<byte[]> parts, long now) {
    long cost = OVERHEAD;
    for (byte[] part : parts) {
      cost += OVERHEAD + part.length;
    }
    if (byId.size() >= maxAsks || bytes + cost > maxBytes || !share.tryHold(bytes + cost)) {
      return false;
    }
    bytes += cost;
    long deadline = now + TimeUnit.MILLISECONDS.toNanos(millis);
    byId.put(id, new Waiting(List.copyOf(parts), cost, deadline));
    return true;
  }

  /** Nobody waits for its answer any more; returns whether its page has not heard of it. */
  boolean remove(int id) {
    Waiting waiting = byId.remove(id);
    if (waiting != null) {
      bytes -= waiting.cost();
      boolean unused = share.tryHold(bytes); // less is always allowed
    }
    return waiting != null;
  }

  /** Takes the oldest out, as the page hears it; there must be one. */
  DataFrame.Request take(long channel, long now) {
    Map.Entry<Integer, Waiting> oldest = byId.entrySet().iterator().next();
    int id = oldest.getKey();
    Waiting waiting = oldest.getValue();
    boolean unused = remove(id);
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(waiting.deadline() - now));
    return new DataFrame.Request(channel, Integer.toUnsignedLong(id), millis, waiting.parts());
  }

  /** Its channel has ended. */
  void clear() {
    byId.clear();
    bytes = 0;
    share.release();
  }
}
