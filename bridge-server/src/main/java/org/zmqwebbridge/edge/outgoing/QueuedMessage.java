package org.zmqwebbridge.edge.outgoing;

import org.zmqwebbridge.edge.EncodedPublication;
import org.zmqwebbridge.edge.Receiver;
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
  private byte[] bytes; // null: not made yet
  private int length;

  /** Bytes that must not be lost. */
  public QueuedMessage(byte[] bytes) {
    this.receiver = null;
    this.slowReaders = null;
    this.bytes = bytes;
    this.length = bytes.length;
  }

  /** A publication that may be lost as its slow readers' policy says. */
  public QueuedMessage(EncodedPublication publication, Receiver receiver, SlowReaders slowReaders) {
    this.receiver = receiver;
    this.slowReaders = slowReaders;
    this.publication = publication;
    this.length = publication.length(receiver.label());
  }

  byte[] bytes() {
    if (bytes == null) {
      bytes = publication.bytes(receiver.label());
    }
    return bytes;
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
    publication = newer.publication;
    bytes = newer.bytes;
    length = newer.length;
  }
}
