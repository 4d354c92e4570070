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
    return head(version, 0, length);
  }

  /** That of a command, which only peers of ZMTP 3 are sent. */
  public static byte[] command(int length) {
    return head(ZmtpVersion.THREE, COMMAND, length);
  }

  private static byte[] head(ZmtpVersion version, int flags, int length) {
    ByteBuffer head = ByteBuffer.allocate(bytes(version, length));
    put(version, flags, length, head);
    return head.array();
  }

  /** How long it is. */
  static int bytes(ZmtpVersion version, int length) {
    if (version == ZmtpVersion.ONE) {
      return length + 1 < LONG_IN_ONE ? 2 : LONG_BYTES + 1;
    }
    return length <= MOST_SHORT ? 2 : LONG_BYTES;
  }

  static void put(ZmtpVersion version, int flags, int length, ByteBuffer to) {
    boolean isShort = bytes(version, length) == 2;
    if (version == ZmtpVersion.ONE) { // whose lengths count the flags
      if (isShort) {
        to.put((byte) (length + 1)).put((byte) flags);
      } else {
        to.put((byte) LONG_IN_ONE).putLong(length + 1L).put((byte) flags);
      }
    } else if (isShort) {
      to.put((byte) flags).put((byte) length);
    } else {
      to.put((byte) (flags | LONG)).putLong(length);
    }
  }
}
