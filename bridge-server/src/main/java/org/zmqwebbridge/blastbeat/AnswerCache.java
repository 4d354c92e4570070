package org.zmqwebbridge.blastbeat;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.blastbeat.wire.CacheLine;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.http1.BadAnswerException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Answers and pieces of bodies that nodes have had kept, up to so many bytes; those that were asked
 * for longest ago make room.
 *
 * <p>Owner thread: the loop's. Lifetime: its host's.
 */
final class AnswerCache {
  private static final int OVERHEAD = 200; // of an entry besides its bytes

  /** What an entry is called: answers and pieces do not get into each other's way. */
  private record Key(boolean isPiece, String name) {}

  /**
   * One that is kept.
   *
   * @param until by the loop's clock, unless it is kept for ever
   */
  private record Entry(Object kept, long bytes, boolean isForever, long until) {}

  private final Counters counters;
  private final BudgetShare share;
  private final Map<Key, Entry> all = new LinkedHashMap<>(16, 0.75f, true);
  private long maxBytes;
  private int maxEntries;
  private long bytes;

  /**
   * One in which nothing is kept yet.
   *
   * @param budget what all of them may take, and what else does
   */
  AnswerCache(ByteBudget budget, Counters counters) {
    this.share = new BudgetShare(budget);
    this.counters = counters;
  }

  /** From now on, so much. */
  void limit(long mostBytes, int mostEntries) {
    maxBytes = mostBytes;
    maxEntries = mostEntries;
    makeRoom();
  }

  long bytes() {
    return bytes;
  }

  int size() {
    return all.size();
  }

  /**
   * Keeps an answer, or none any more if it is empty.
   *
   * @throws BadAnswerException if it is none
   */
  void keep(CacheLine line, byte[] response, long now) throws BadAnswerException {
    Key key = new Key(false, line.key());
    if (response.length == 0) {
      remove(key);
    } else {
      Kept answer = Kept.read(response);
      put(key, line, answer, answer.length(), now);
    }
  }

  /** Keeps a piece of a body, or none any more if it is empty. */
  void keepPiece(CacheLine line, byte[] piece, long now) {
    Key key = new Key(true, line.key());
    if (piece.length == 0) {
      remove(key);
    } else {
      put(key, line, piece, piece.length, now);
    }
  }

  /** The answer that is kept; {@code null}: none. */
  Kept answer(String name, long now) {
    return all.isEmpty() ? null : (Kept) get(new Key(false, name), now);
  }

  /** The piece that is kept; {@code null}: none. */
  byte[] piece(String name, long now) {
    return (byte[]) get(new Key(true, name), now);
  }

  private Object get(Key key, long now) {
    Entry found = all.get(key);
    if (found != null && !found.isForever() && now - found.until() >= 0) {
      remove(key);
      return null;
    }
    return found == null ? null : found.kept();
  }

  private void put(Key key, CacheLine line, Object kept, int length, long now) {
    if (get(key, now) != null && !line.isOverwriting()) {
      return;
    }
    remove(key);
    long cost = OVERHEAD + 2L * key.name().length() + length;
    if (cost > maxBytes) {
      counters.increment(Counter.BLASTBEAT_CACHE_EVICTED);
      return;
    }
    boolean isForever = line.expiresSeconds() == 0;
    long until = now + TimeUnit.SECONDS.toNanos(line.expiresSeconds());
    all.put(key, new Entry(kept, cost, isForever, until));
    bytes += cost;
    makeRoom();
  }

  private void remove(Key key) {
    Entry gone = all.remove(key);
    bytes -= gone == null ? 0 : gone.bytes();
    boolean unused = share.tryHold(bytes);
  }

  private void makeRoom() {
    Iterator<Entry> oldest = all.values().iterator();
    while (isTooMuch() && oldest.hasNext()) {
      bytes -= oldest.next().bytes();
      oldest.remove();
      counters.increment(Counter.BLASTBEAT_CACHE_EVICTED);
    }
  }

  private boolean isTooMuch() {
    return bytes > maxBytes || all.size() > maxEntries || !share.tryHold(bytes);
  }
}
