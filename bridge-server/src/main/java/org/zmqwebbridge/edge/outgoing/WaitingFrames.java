package org.zmqwebbridge.edge.outgoing;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaderPolicy;

/**
 * The frames that wait in an {@link Outbox}, in their order, and how much of the first has been
 * taken already. It counts them, and drops what may be dropped: never what has been begun.
 *
 * <p>Owner thread: the one that holds its outbox's lock.
 */
final class WaitingFrames {
  private final ArrayDeque<QueuedMessage> frames = new ArrayDeque<>(2);
  private IdentityHashMap<Receiver, QueuedMessage> latest; // what a newer one replaces; or null
  private int publications; // that have not been begun
  private int written; // bytes of the first frame that have been taken already
  private long bytes;
  private long shared; // of these, what is kept and counted apart

  int count() {
    return frames.size();
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  /** How many of them are counted by the outbox: what others keep is not. */
  long ownBytes() {
    return bytes - shared;
  }

  /** How many publications have not been begun. */
  int publications() {
    return publications;
  }

  /** Whether the only one may be as large as it is: it has been begun, or must not be lost. */
  boolean isOneThatMustStay() {
    return frames.size() == 1 && (written > 0 || !frames.peek().isPublication());
  }

  void add(QueuedMessage newest) {
    frames.add(newest);
    publications += newest.isPublication() ? 1 : 0;
    count(newest);
  }

  /**
   * Adds one that replaces its receiver's older one, in its place.
   *
   * @return whether there was one
   */
  boolean replace(QueuedMessage newest) {
    latest = latest == null ? new IdentityHashMap<>(2) : latest;
    QueuedMessage older = latest.putIfAbsent(newest.receiver(), newest);
    if (older == null) {
      add(newest);
      return false;
    }
    bytes += newest.length() - older.length();
    shared += newest.shared() - older.shared();
    older.becomes(newest); // and keeps its place
    return true;
  }

  private void count(QueuedMessage added) {
    bytes += added.length();
    shared += added.shared();
  }

  /** It has been taken out. */
  private void discount(QueuedMessage removed) {
    bytes -= removed.length();
    shared -= removed.shared();
    removed.letGo();
  }

  /** The oldest publication that has not been begun; {@code null} if there is none. */
  QueuedMessage oldestPublication() {
    boolean begun = written > 0;
    for (QueuedMessage waiting : frames) {
      if (!begun && waiting.isPublication()) {
        return waiting;
      }
      begun = false;
    }
    return null;
  }

  /** Drops the oldest publication, which there is. */
  void drop(QueuedMessage oldest) {
    frames.removeFirstOccurrence(oldest);
    publications--;
    discount(oldest);
    forgetLatest(oldest);
  }

  /** Drops all of a receiver. */
  void drop(Receiver receiver) {
    boolean begun = written > 0;
    for (Iterator<QueuedMessage> all = frames.iterator(); all.hasNext(); begun = false) {
      QueuedMessage waiting = all.next();
      if (!begun && waiting.receiver() == receiver) {
        all.remove();
        publications--;
        discount(waiting);
      }
    }
    if (latest != null) {
      latest.remove(receiver);
    }
  }

  /** It has begun or gone: what is newer comes after it. */
  private void forgetLatest(QueuedMessage waiting) {
    if (latest != null && waiting.policy() == SlowReaderPolicy.LATEST) {
      latest.remove(waiting.receiver());
    }
  }

  /** Whether a frame has been begun and not ended. */
  boolean isInFrame() {
    return written > 0;
  }

  /** Moves as much of the first as fits. */
  void take(ByteBuffer target) {
    QueuedMessage waiting = frames.peek();
    if (written == 0) {
      forgetLatest(waiting);
      publications -= waiting.isPublication() ? 1 : 0;
    }
    int length = Math.min(waiting.length() - written, target.remaining());
    waiting.copy(written, length, target);
    written += length;
    if (written == waiting.length()) {
      frames.remove();
      discount(waiting);
      written = 0;
    }
  }

  /**
   * Drops all that has not been begun.
   *
   * @param keepLast but for the last one
   */
  void clear(boolean keepLast) {
    QueuedMessage begun = written > 0 ? frames.pollFirst() : null;
    QueuedMessage last = keepLast ? frames.pollLast() : null; // null if it has begun itself
    dropAll();
    keep(begun);
    keep(last);
  }

  private void keep(QueuedMessage kept) {
    if (kept != null) {
      frames.add(kept);
      count(kept);
    }
  }

  private void dropAll() {
    frames.forEach(QueuedMessage::letGo);
    frames.clear();
    latest = null;
    publications = 0;
    bytes = 0;
    shared = 0;
  }

  /** Nothing waits any more. */
  void discard() {
    dropAll();
    written = 0;
  }
}
