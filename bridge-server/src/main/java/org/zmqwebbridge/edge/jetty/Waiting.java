package org.zmqwebbridge.edge.jetty;

import java.util.Arrays;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.ServerFrameHeader;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Tally;

/**
 * A message in an {@link Outbox}, whose lock guards it, or several that belong together. A
 * publication's parts are shared with all that wait for it, and become a frame when it is written.
 */
final class Waiting {
  private final Receiver receiver; // null: no publication
  private final SlowReaders slowReaders; // null: no publication
  private int firstByte;
  private byte[] before;
  private byte[] after;
  private byte[] rest; // further frames of a publication of several messages; null: none
  private byte[] frame; // null: not made yet
  private int length;

  /**
   * A frame that is made already.
   *
   * @param receiver whose publication it is; {@code null}: it is none
   * @param slowReaders {@code null}: it is none, and must not be lost
   */
  Waiting(byte[] frame, Receiver receiver, SlowReaders slowReaders) {
    this.receiver = receiver;
    this.slowReaders = slowReaders;
    this.frame = frame;
    this.length = frame.length;
  }

  /**
   * The publication {@code before + label + after}, whose frame begins with this byte.
   *
   * @param rest the frames that belong to it and follow; {@code null}: none
   */
  Waiting(
      int firstByte,
      byte[] before,
      Receiver receiver,
      byte[] after,
      byte[] rest,
      SlowReaders slowReaders) {
    this.firstByte = firstByte;
    this.receiver = receiver;
    this.slowReaders = slowReaders;
    this.before = before;
    this.after = after;
    this.rest = rest;
    int payload = before.length + receiver.label().length + after.length;
    this.length = ServerFrameHeader.length(payload) + payload + (rest == null ? 0 : rest.length);
  }

  byte[] frame() {
    if (frame == null) {
      byte[] first = ServerFrameHeader.frame(firstByte, before, receiver.label(), after);
      frame = rest == null ? first : joined(first, rest);
    }
    return frame;
  }

  private static byte[] joined(byte[] first, byte[] rest) {
    byte[] all = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  int length() {
    return length;
  }

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

  /** A newer publication of the same label takes its place. */
  void becomes(Waiting newer) {
    firstByte = newer.firstByte;
    before = newer.before;
    after = newer.after;
    rest = newer.rest;
    frame = newer.frame;
    length = newer.length;
  }
}
