package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;

/** What a client writes: frames as bytes (RFC 6455, section 5.2), masked unless they say other. */
public final class Frames {
  public static final int CONTINUATION = 0x00;
  public static final int TEXT = 0x01;
  public static final int BINARY = 0x02;
  public static final int CLOSE = 0x88;
  public static final int PING = 0x89;
  public static final int PONG = 0x8a;

  /** Or-ed to an opcode: the frame is the last of its message. */
  public static final int FIN = 0x80;

  private static final byte[] KEY = hex("37fa213d");

  private Frames() {}

  /** Bytes from hexadecimal digits; blanks may stand between. */
  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  public static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  public static byte[] repeat(int value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A frame with its length in the shortest form. */
  public static byte[] masked(int firstByte, byte[] payload) {
    ByteBuffer frame = head(firstByte, 0x80, payload.length, payload.length).put(KEY);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ KEY[i & 3]));
    }
    return trimmed(frame);
  }

  /**
   * The same.
   *
   * @param fin whether it is the last of its message
   */
  public static byte[] masked(int opcode, boolean fin, byte[] payload) {
    return masked((fin ? FIN : 0) | opcode, payload);
  }

  /** What only a server may send. */
  public static byte[] unmasked(int opcode, boolean fin, byte[] payload) {
    int first = (fin ? FIN : 0) | opcode;
    return trimmed(head(first, 0, payload.length, payload.length).put(payload));
  }

  /** The head of a frame, mask included, that announces a length. */
  public static byte[] announcing(int opcode, long length) {
    return trimmed(head(FIN | opcode, 0x80, length, 0).put(KEY));
  }

  private static ByteBuffer head(int firstByte, int maskBit, long length, int room) {
    ByteBuffer frame = ByteBuffer.allocate(14 + room).put((byte) firstByte);
    if (length >= 0 && length < 126) {
      return frame.put((byte) (maskBit | length));
    } else if (length >= 0 && length < 65_536) {
      return frame.put((byte) (maskBit | 126)).putShort((short) length);
    }
    return frame.put((byte) (maskBit | 127)).putLong(length);
  }

  private static byte[] trimmed(ByteBuffer frame) {
    byte[] bytes = new byte[frame.flip().remaining()];
    frame.get(bytes);
    return bytes;
  }

  /** A message compressed as RFC 7692, section 7.2.1, has it, with a new window. */
  public static byte[] deflated(byte[] message) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(message);
      byte[] bytes = new byte[message.length + 1024];
      int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(bytes, length - 4);
    } finally {
      deflater.end();
    }
  }

  public static byte[] text(String text) {
    return masked(FIN | TEXT, utf8(text));
  }

  public static byte[] ping(String payload) {
    return masked(PING, utf8(payload));
  }

  /** A close frame with a code and a reason. */
  public static byte[] close(int code, String reason) {
    return masked(CLOSE, join(new byte[] {(byte) (code >> 8), (byte) code}, utf8(reason)));
  }

  /** One message in fragments of at most this many bytes. */
  public static byte[] fragments(int opcode, byte[] payload, int fragmentBytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(payload.length + payload.length / 8);
    int at = 0;
    do {
      int end = Math.min(payload.length, at + fragmentBytes);
      int first = (at == 0 ? opcode : CONTINUATION) | (end == payload.length ? FIN : 0);
      all.writeBytes(masked(first, Arrays.copyOfRange(payload, at, end)));
      at = end;
    } while (at < payload.length);
    return all.toByteArray();
  }
}
