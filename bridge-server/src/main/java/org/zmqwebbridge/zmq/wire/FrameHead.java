package org.zmqwebbridge.zmq.wire;

import java.nio.ByteBuffer;

/**
 * What stands before the bytes of a frame that is sent.
 *
 * <p>Owner thread: none; nothing is kept.
 */
public final class FrameHead {
  static final int MORE = 1;
  static final int LONG = 2;
  static final int COMMAND = 4;
  static final int LONG_IN_ONE = 0xff;

  private static final int MOST_SHORT = 255;
  private static final int LONG_BYTES = 1 + Long.BYTES;

  private FrameHead() {}

  /** That of a message of one frame. */
  public static byte[] message(ZmtpVersion version, int length) {
    if (version != ZmtpVersion.ONE) {
      return head(0, length);
    }
    int withFlags = length + 1;
    if (withFlags < LONG_IN_ONE) {
      return new byte[] {(byte) withFlags, 0};
    }
    return ByteBuffer.allocate(LONG_BYTES + 1).put((byte) LONG_IN_ONE).putLong(withFlags).array();
  }

  /** That of a command, which only peers of ZMTP 3 are sent. */
  public static byte[] command(int length) {
    return head(COMMAND, length);
  }

  private static byte[] head(int flags, int length) {
    return length <= MOST_SHORT
        ? new byte[] {(byte) flags, (byte) length}
        : ByteBuffer.allocate(LONG_BYTES).put((byte) (flags | LONG)).putLong(length).array();
  }
}
