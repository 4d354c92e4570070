package org.zmqwebbridge.it;

import java.nio.ByteBuffer;

/** Encodes a client's WebSocket frames (RFC 6455, section 5.2). */
public final class Frames {
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private Frames() {}

  public static byte[] masked(int opcode, boolean fin, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    head(frame, opcode, fin, true, payload.length);
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i & 3]));
    }
    return trimmed(frame);
  }

  /** What only a server may send. */
  static byte[] unmasked(int opcode, boolean fin, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    head(frame, opcode, fin, false, payload.length);
    frame.put(payload);
    return trimmed(frame);
  }

  /** The head of a frame, mask included, that announces a length. */
  static byte[] announcing(int opcode, long length) {
    ByteBuffer frame = ByteBuffer.allocate(14);
    head(frame, opcode, true, true, length);
    frame.put(MASK);
    return trimmed(frame);
  }

  private static void head(ByteBuffer frame, int opcode, boolean fin, boolean mask, long length) {
    int maskBit = mask ? 0x80 : 0;
    frame.put((byte) ((fin ? 0x80 : 0) | opcode));
    if (length >= 0 && length < 126) {
      frame.put((byte) (maskBit | length));
    } else if (length >= 0 && length < 1 << 16) {
      frame.put((byte) (maskBit | 126)).putShort((short) length);
    } else {
      frame.put((byte) (maskBit | 127)).putLong(length);
    }
  }

  private static byte[] trimmed(ByteBuffer frame) {
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }
}
