package org.zmqwebbridge.edge.jetty;

import org.zmqwebbridge.edge.ServerFrameHeader;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Tally;

/**
 * A frame in an {@link Outbox}, whose lock guards it. A publication's parts are shared with all
 * that wait for it, and become a frame when it is written.
 */
final class Waiting {
  private final byte[] label;
  private final SlowReaders slowReaders; // null: no publication
  private int firstByte;
  private byte[] before;
  private byte[] after;
  private byte[] frame; // null: not made yet
  private int length;

  /**
   * A frame that is made already.
   *
   * @param label whose publication it is, compared by reference
   * @param slowReaders {@code null}: it is none, and must not be lost
   */
  Waiting(byte[] frame, byte[] label, SlowReaders slowReaders) {
    this.label = label;
    this.slowReaders = slowReaders;
    this.frame = frame;
    this.length = frame.length;
  }

  /** The publication {@code before + label + after}, whose frame begins with this byte. */
  Waiting(int firstByte, byte[] before, byte[] label, byte[] after, SlowReaders slowReaders) {
    this.firstByte = firstByte;
    this.label = label;
    this.slowReaders = slowReaders;
    this.before = before;
    this.after = after;
    int payload = before.length + label.length + after.length;
    this.length = ServerFrameHeader.length(payload) + payload;
  }

  byte[] frame() {
    if (frame == null) {
      frame = ServerFrameHeader.frame(firstByte, before, label, after);
    }
    return frame;
  }

  int length() {
    return length;
  }

  byte[] label() {
    return label;
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

  /** A newer publication of the same label takes its place. */
  void becomes(Waiting newer) {
    firstByte = newer.firstByte;
    before = newer.before;
    after = newer.after;
    frame = newer.frame;
    length = newer.length;
  }
}
