package org.zmqwebbridge.virtualsocket.second.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a message as they are in a data frame: each a length and its bytes (PROTOCOL-2.md,
 * section 1). A length is in groups of seven bits, the low ones first, each byte but the last with
 * its high bit set, in the shortest form: unsigned LEB128.
 */
final class Parts {
  /** What {@link #length} answers if it is none. */
  private static final int NO_LENGTH = -1;

  private static final int MAX_LENGTH_BYTES = 5;

  private Parts() {}

  /**
   * How large a message is.
   *
   * @param count how many parts; 0: these bytes are no parts
   * @param bytes of all of them, without their lengths
   */
  record Extent(int count, int bytes) {
    private static final Extent NONE = new Extent(0, 0);
  }

  /** Measures what is from here to the end; moves nothing and copies nothing. */
  static Extent measure(ByteBuffer payload) {
    ByteBuffer rest = payload.duplicate();
    int count = 0;
    int bytes = 0;
    while (rest.hasRemaining()) {
      int length = length(rest);
      if (length == NO_LENGTH || length > rest.remaining()) {
        return Extent.NONE;
      }
      rest.position(rest.position() + length);
      bytes += length;
      count++;
    }
    return new Extent(count, bytes);
  }

  /** Reads so many, which {@link #measure} has found. */
  static List<byte[]> read(ByteBuffer payload, int count) {
    List<byte[]> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] part = new byte[length(payload)];
      payload.get(part);
      parts.add(part);
    }
    return parts;
  }

  private static int length(ByteBuffer from) {
    long length = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES && from.hasRemaining(); i++) {
      byte group = from.get();
      length |= (long) (group & 0x7f) << (7 * i);
      if (group >= 0) {
        boolean shortest = group != 0 || i == 0;
        return shortest && length <= Integer.MAX_VALUE ? (int) length : NO_LENGTH;
      }
    }
    return NO_LENGTH;
  }

  /** How many bytes {@link #write} takes for them. */
  static int encodedBytes(List<byte[]> parts) {
    int bytes = 0;
    for (byte[] part : parts) {
      bytes += lengthBytes(part.length) + part.length;
    }
    return bytes;
  }

  private static int lengthBytes(int length) {
    int significant = Integer.SIZE - Integer.numberOfLeadingZeros(length | 1);
    return (significant + 6) / 7;
  }

  static void write(List<byte[]> parts, ByteBuffer to) {
    for (byte[] part : parts) {
      int length = part.length;
      while (length > 0x7f) {
        to.put((byte) (length | 0x80));
        length >>>= 7;
      }
      to.put((byte) length).put(part);
    }
  }
}
