package org.zmqwebbridge.bench;

import java.nio.ByteBuffer;

/** The number that a message of the load begins with: sixteen decimal digits. */
final class Serial {
  static final int DIGITS = 16;

  private Serial() {}

  static void write(ByteBuffer target, int at, long number) {
    long rest = number;
    for (int i = at + DIGITS - 1; i >= at; i--) {
      target.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  /** The number, or -1 if there is none. */
  static long read(byte[] bytes, int from, int to) {
    if (to - from < DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < from + DIGITS; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
