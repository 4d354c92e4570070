package org.zmqwebbridge.it.fault;

import java.util.BitSet;

/**
 * Where in one direction of a connection of ZMTP 3 the flags and lengths of its frames are
 * (https://rfc.zeromq.org/spec/23/, section "Framing").
 *
 * <p>Owner thread: its flow's. Lifetime: the connection's, from its first byte.
 */
final class FrameHeads {
  private static final int GREETING_BYTES = 64;
  private static final int LONG_FLAG = 2;

  private long bodyBytes = GREETING_BYTES; // that are still to come before the next head
  private int lengthBytes; // of the head that has begun
  private long length;

  /** Which of the next bytes belong to heads; in a stream of something else, any. */
  BitSet of(byte[] bytes) {
    BitSet found = new BitSet(bytes.length);
    for (int i = 0; i < bytes.length; ) {
      if (bodyBytes > 0) {
        long step = Math.min(bodyBytes, bytes.length - i);
        bodyBytes -= step;
        i += (int) step;
      } else {
        found.set(i);
        take(bytes[i++]);
      }
    }
    return found;
  }

  private void take(byte head) {
    if (lengthBytes == 0) {
      lengthBytes = (head & LONG_FLAG) == 0 ? 1 : Long.BYTES;
      length = 0;
      return;
    }
    length = length << Byte.SIZE | (head & 0xff);
    if (--lengthBytes == 0) {
      bodyBytes = length;
    }
  }
}
