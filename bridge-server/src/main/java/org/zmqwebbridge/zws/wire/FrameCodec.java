package org.zmqwebbridge.zws.wire;

import java.nio.ByteBuffer;

/**
 * WebSocket messages to frames and back (RFC 45): a byte of flags, and the body.
 *
 * <p>Immutable.
 */
public final class FrameCodec {
  private static final byte LAST = 0;
  private static final byte MORE = 1;
  private static final byte COMMAND = 2;

  private static final byte[] LAST_FLAG = {LAST};
  private static final byte[] MORE_FLAG = {MORE};
  private static final byte[] COMMAND_FLAG = {COMMAND};

  private FrameCodec() {}

  /**
   * Reads a message.
   *
   * @param payload of a binary message; all of it is read, and copied
   */
  public static Frame decode(ByteBuffer payload) {
    if (!payload.hasRemaining()) {
      return new Frame.Broken(Rule.FLAG_MISSING);
    }
    byte flags = payload.get();
    if (flags != LAST && flags != MORE && flags != COMMAND) {
      return new Frame.Broken(Rule.FLAG_UNKNOWN);
    }
    byte[] body = new byte[payload.remaining()];
    payload.get(body);
    return flags == COMMAND ? new Frame.Command(body) : new Frame.Part(flags == MORE, body);
  }

  /** What is before the body of a part; not to be changed. */
  public static byte[] flag(boolean more) {
    return more ? MORE_FLAG : LAST_FLAG;
  }

  /** What is before the body of a command; not to be changed. */
  public static byte[] commandFlag() {
    return COMMAND_FLAG;
  }
}
