package org.zmqwebbridge.blastbeat;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that are written together.
 *
 * <p>Owner thread: the loop's. Lifetime: its carrier's.
 */
final class Pieces {
  private final List<byte[]> all = new ArrayList<>(4);
  private int length;

  void add(byte[] piece) {
    if (piece.length > 0) {
      all.add(piece);
      length += piece.length;
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** All of them as one, and none is left; a piece alone is not copied. */
  byte[] take() {
    byte[] joined = all.size() == 1 ? all.get(0) : join(all, length);
    all.clear();
    length = 0;
    return joined;
  }

  private static byte[] join(List<byte[]> pieces, int length) {
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, joined, at, piece.length);
      at += piece.length;
    }
    return joined;
  }

  /** Some as one. */
  static byte[] join(byte[]... pieces) {
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    return join(List.of(pieces), length);
  }
}
