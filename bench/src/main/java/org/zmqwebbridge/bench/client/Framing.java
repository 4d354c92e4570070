package org.zmqwebbridge.bench.client;

import java.nio.ByteBuffer;

/** Writes a client's frames (RFC 6455, section 5), masked with the key 0, which changes nothing. */
final class Framing {
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PONG = 0xa;

  /** The longest header: length and mask. */
  static final int MAX_HEADER = 14;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int SMALL = 126;
  private static final int LARGE = 127;
  private static final int MAX_SHORT = 0xffff;

  private Framing() {}

  /** Appends a whole frame; the buffer has room for it and {@link #MAX_HEADER}. */
  static void write(ByteBuffer out, int opcode, ByteBuffer payload) {
    int length = payload.remaining();
    out.put((byte) (FIN | opcode));
    if (length < SMALL) {
      out.put((byte) (MASKED | length));
    } else if (length <= MAX_SHORT) {
      out.put((byte) (MASKED | SMALL)).putShort((short) length);
    } else {
      out.put((byte) (MASKED | LARGE)).putLong(length);
    }
    out.putInt(0).put(payload);
  }
}
