package org.zmqwebbridge.edge.jetty;

import org.zmqwebbridge.edge.ServerFrameHeader;
import org.zmqwebbridge.edge.SlowReaderPolicy;

/**
 * A frame in an {@link Outbox}, whose lock guards it. A publication's parts are shared with all
 * that wait for it, and become a frame when it is written.
 */
final class Waiting {
  private final byte[] label;
  private final SlowReaderPolicy policy;
  private int firstByte;
  private byte[] before;
  private byte[] after;
  private byte[] frame; // null: not made yet
  private int length;

  /**
   * A frame that is made already.
   *
   * @param label whose publication it is, compared by reference
   * @param policy {@code null}: it is none, and must not be lost
   */
  Waiting(byte[] frame, byte[] label, SlowReaderPolicy policy) {
    this.label = label;
    this.policy = policy;
    this.frame = frame;
    this.length = frame.length;
  }

  /** The publication {@code before + label + after}, whose frame begins with this byte. */
  Waiting(int firstByte, byte[] before, byte[] label, byte[] after, SlowReaderPolicy policy) {
    this.firstByte = firstByte;
    this.label = label;
    this.policy = policy;
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

  SlowReaderPolicy policy() {
    return policy;
  }

  boolean isPublication() {
    return policy != null;
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
