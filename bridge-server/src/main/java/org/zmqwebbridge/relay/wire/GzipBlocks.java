package org.zmqwebbridge.relay.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;

/**
 * A stream that is compressed with gzip (RFC 1952), in pieces that can be read as they come: each
 * ends at a byte (RFC 1951, section 3.2.4), and refers to nothing before it, so that the same piece
 * may be in many streams.
 *
 * <p>Pure.
 */
public final class GzipBlocks {
  private static final int WORTH_BYTES = 64; // shorter ones become longer
  private static final int MAX_STORED = 0xFFFF;
  private static final int STORED_HEAD_BYTES = 5;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final byte[] LAST_BLOCK = {3, 0};

  private GzipBlocks() {}

  /** What a stream begins with. */
  public static byte[] header() {
    return HEADER.clone();
  }

  /** A piece of any length; of nothing, nothing. */
  public static byte[] of(byte[] plain) {
    return plain.length < WORTH_BYTES ? stored(plain) : deflated(plain);
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + WORTH_BYTES);
      byte[] chunk = new byte[Math.min(plain.length + WORTH_BYTES, 1 << 13)];
      int length = chunk.length;
      while (length == chunk.length) {
        length = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        out.write(chunk, 0, length);
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** A piece as it is. */
  private static byte[] stored(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length + STORED_HEAD_BYTES);
    for (int from = 0; from < plain.length; from += MAX_STORED) {
      int length = Math.min(MAX_STORED, plain.length - from);
      out.writeBytes(storedHead(length));
      out.write(plain, from, length);
    }
    return out.toByteArray();
  }

  /**
   * What is before bytes that are sent as they are.
   *
   * @param length how many; at most 65,535, and if there are none, nothing is
   */
  public static byte[] storedHead(int length) {
    if (length == 0) {
      return new byte[0];
    }
    return new byte[] {
      0, (byte) length, (byte) (length >> 8), (byte) ~length, (byte) (~length >> 8)
    };
  }

  /**
   * What a stream ends with.
   *
   * @param crc32 of all that is in it, uncompressed
   * @param bytes how many these are
   */
  public static byte[] ending(long crc32, long bytes) {
    return ByteBuffer.allocate(LAST_BLOCK.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(LAST_BLOCK)
        .putInt((int) crc32)
        .putInt((int) bytes)
        .array();
  }
}
