package org.zmqwebbridge.edge.outgoing;

import java.nio.ByteBuffer;
import org.zmqwebbridge.edge.EncodedPublication;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.SharedTail;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Tally;

/**
 * What waits in an {@link Outbox}, whose lock guards it: a message, or several that belong
 * together. A publication's bytes are shared with all that wait for it until it is written.
 */
public final class QueuedMessage {
  private final Receiver receiver; // null: no publication
  private final SlowReaders slowReaders; // null: no publication
  private EncodedPublication publication; // null: none
  private SharedTail tail; // what is after its label; null: in the bytes
  private byte[] bytes; // null: not made yet
  private int length;

  /** Bytes that must not be lost. */
  public QueuedMessage(byte[] bytes) {
    this.receiver = null;
    this.slowReaders = null;
    this.bytes = bytes;
    this.length = bytes.length;
  }

  /**
   * A publication that may be lost as its slow readers' policy says.
   *
   * @param tail held for this, if its bytes are kept apart; or {@code null}
   */
  public QueuedMessage(
      EncodedPublication publication, SharedTail tail, Receiver receiver, SlowReaders slowReaders) {
    this.receiver = receiver;
    this.slowReaders = slowReaders;
    this.publication = publication;
    this.tail = tail;
    this.length = publication.length(receiver.label());
  }

  private byte[] bytes() {
    if (bytes == null) {
      byte[] label = receiver.label();
      bytes = tail == null ? publication.bytes(label) : publication.head(label);
    }
    return bytes;
  }

  /** Copies so many of its bytes. */
  void copy(int from, int count, ByteBuffer target) {
    byte[] own = bytes();
    int ofOwn = Math.min(count, Math.max(0, own.length - from));
    if (ofOwn > 0) {
      target.put(own, from, ofOwn);
    }
    if (count > ofOwn) {
      tail.copy(from + ofOwn - own.length, count - ofOwn, target);
    }
  }

  /** How many of its bytes are kept apart, and counted there. */
  int shared() {
    return tail == null ? 0 : tail.length();
  }

  /** It waits no more. */
  void letGo() {
    if (tail != null) {
      tail.letGo();
      tail = null;
    }
  }

  int length() {
    return length;
  }

  /** Whose publication it is. */
  Receiver receiver() {
    return receiver;
  }

  /** What its reader loses; {@code null} if it must not be lost. */
  SlowReaderPolicy policy() {
    return slowReaders == null ? null : slowReaders.policy();
  }

  /** Where it is counted if it is lost; to be asked of publications only. */
  Tally tally() {
    return slowReaders.tally();
  }

  boolean isPublication() {
    return slowReaders != null;
  }

  /** A newer publication of the same receiver takes its place. */
  void becomes(QueuedMessage newer) {
    letGo();
    publication = newer.publication;
    tail = newer.tail;
    bytes = newer.bytes;
    length = newer.length;
  }
}
