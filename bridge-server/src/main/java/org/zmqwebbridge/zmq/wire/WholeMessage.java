package org.zmqwebbridge.zmq.wire;

import java.nio.ByteBuffer;

/**
 * The bytes of a message that is sent: all its frames, with their heads.
 *
 * <p>Owner thread: none; nothing is kept.
 */
public final class WholeMessage {
  private WholeMessage() {}

  /**
   * Writes one.
   *
   * @param frames at least one
   * @param first the index of the first that is sent: those before it say something else
   */
  public static byte[] write(ZmtpVersion version, byte[][] frames, int first) {
    int bytes = 0;
    for (int i = first; i < frames.length; i++) {
      bytes = Math.addExact(bytes, FrameHead.bytes(version, frames[i].length) + frames[i].length);
    }
    ByteBuffer whole = ByteBuffer.allocate(bytes);
    for (int i = first; i < frames.length; i++) {
      int flags = i < frames.length - 1 ? FrameHead.MORE : 0;
      FrameHead.put(version, flags, frames[i].length, whole);
      whole.put(frames[i]);
    }
    return whole.array();
  }
}
