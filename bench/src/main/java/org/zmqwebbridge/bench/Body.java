package org.zmqwebbridge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The body of a response, piece by piece.
 *
 * <p>Owner thread: the loop's. Lifetime: its connection's; {@link #clear} begins the next.
 */
final class Body {
  private byte[] bytes = new byte[256];
  private int length;

  void clear() {
    length = 0;
  }

  void add(ByteBuffer piece) {
    int all = length + piece.remaining();
    if (all > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(all, 2 * bytes.length));
    }
    piece.get(piece.position(), bytes, length, piece.remaining());
    length = all;
  }

  /** Its bytes, and more after them. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, UTF_8);
  }
}
