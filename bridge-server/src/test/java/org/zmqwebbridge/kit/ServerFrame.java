package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * A frame from a server, every byte of which was checked: no masks, no reserved bits, no fragments,
 * lengths in their shortest form.
 *
 * @param compressed whether the bytes are as permessage-deflate has them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ServerFrame(int opcode, byte[] payload, boolean compressed) {
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /** What {@link #code} is of a close frame without one. */
  public static final int NO_CODE = 1005;

  /**
   * Reads the next one.
   *
   * @param deflates whether permessage-deflate was agreed on
   * @param maxBytes how long it may be
   */
  public static ServerFrame read(DataInputStream in, boolean deflates, int maxBytes)
      throws IOException {
    int first = in.readUnsignedByte();
    boolean compressed = deflates && (first & 0xf8) == 0xc0;
    assertTrue(compressed || (first & 0xf0) == 0x80, "a bit that is not to be set: " + first);
    int small = in.readUnsignedByte();
    assertTrue(small < 0x80, "a server does not mask");
    long length = small == 126 ? in.readUnsignedShort() : small == 127 ? in.readLong() : small;
    assertTrue(small < 126 || length >= (small == 126 ? 126 : 65_536), "the shortest form");
    assertTrue(length <= maxBytes, "a frame of " + length + " bytes");
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return new ServerFrame(first & 0x0f, payload, compressed);
  }

  public String text() {
    return new String(payload, UTF_8);
  }

  /** A close frame's code. */
  public int code() {
    return payload.length < 2 ? NO_CODE : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
  }
}
