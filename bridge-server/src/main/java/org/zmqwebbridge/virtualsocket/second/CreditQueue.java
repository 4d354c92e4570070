package org.zmqwebbridge.virtualsocket.second;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;

/**
 * The publications that wait for one channel's credit, bounded in number and bytes, and by what all
 * browsers together may have waiting: beyond that, its endpoint's rule for slow readers holds.
 *
 * <p>Owner thread: the loop's. Lifetime: its channel's, until {@link #clear}.
 */
final class CreditQueue {
  /** What one takes of the heap besides its bytes. */
  private static final int OVERHEAD = 64;

  /** A publication; or, where there is no kind, what is said between two. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(byte[] beforeChannel, byte[] afterChannel, ServerControl word) {
    boolean isPublication() {
      return word == null;
    }

    long cost() {
      return word == null ? OVERHEAD + afterChannel.length : OVERHEAD;
    }
  }

  private final int maxMessages;
  private final long maxBytes;
  private final BudgetShare share;
  private final ArrayDeque<Waiting> all = new ArrayDeque<>(0);
  private int publications;
  private long bytes;
  private long lost; // since somebody asked

  /**
   * @param share of what all browsers together may have waiting
   */
  CreditQueue(int maxMessages, long maxBytes, BudgetShare share) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
    this.share = share;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Adds a publication.
   *
   * @return false if one would have to go that may not be missed
   */
  boolean add(byte[] beforeChannel, byte[] afterChannel, SlowReaders slowReaders) {
    if (slowReaders.policy() == SlowReaderPolicy.LATEST) {
      while (publications > 0) {
        dropOldest(slowReaders, Counter.DELIVERIES_REPLACED);
      }
    }
    put(new Waiting(beforeChannel, afterChannel, null));
    while (publications > maxMessages || bytes > maxBytes || !share.tryHold(bytes)) {
      if (slowReaders.policy() == SlowReaderPolicy.CLOSE) {
        return false;
      }
      dropOldest(slowReaders, Counter.CREDIT_OVERFLOWED);
    }
    return true;
  }

  /** Adds something to say after what waits. */
  void add(ServerControl word) {
    put(new Waiting(null, null, word));
  }

  private void put(Waiting newest) {
    all.add(newest);
    publications += newest.isPublication() ? 1 : 0;
    bytes += newest.cost();
  }

  private void dropOldest(SlowReaders slowReaders, Counter counter) {
    for (Iterator<Waiting> each = all.iterator(); each.hasNext(); ) {
      Waiting oldest = each.next();
      if (oldest.isPublication()) {
        each.remove();
        removed(oldest);
        lost++;
        slowReaders.tally().increment(counter);
        return;
      }
    }
  }

  private void removed(Waiting taken) {
    publications -= taken.isPublication() ? 1 : 0;
    bytes -= taken.cost();
  }

  /** How many had to go since the last call. */
  long takeLost() {
    long taken = lost;
    lost = 0;
    return taken;
  }

  /** What is to be said before the next publication; {@code null} if nothing is. */
  ServerControl takeWord() {
    if (all.isEmpty() || all.peek().isPublication()) {
      return null;
    }
    Waiting word = all.remove();
    removed(word);
    return word.word();
  }

  /** Moves the oldest to a batch: all that wait before something is to be said, or so many. */
  int moveTo(Batch batch, Credit credit) {
    int moved = 0;
    while (!all.isEmpty() && all.peek().isPublication() && credit.take(1) == 1) {
      Waiting oldest = all.remove();
      removed(oldest);
      batch.add(MessageType.BINARY, oldest.beforeChannel(), oldest.afterChannel());
      moved++;
    }
    boolean unused = share.tryHold(bytes); // less is always allowed
    return moved;
  }

  /** Its channel has ended. */
  void clear() {
    all.clear();
    publications = 0;
    bytes = 0;
    share.release();
  }
}
