package org.zmqwebbridge.mongrel2.wire;

import java.util.Arrays;

/**
 * Bytes, one after the other. Text is of characters that are a byte each (ISO 8859-1).
 *
 * <p>Owner thread: its creator's.
 */
final class Bytes {
  private byte[] all;
  private int length;

  Bytes(int room) {
    this.all = new byte[room];
  }

  Bytes(Bytes other) {
    this.all = Arrays.copyOf(other.all, other.length + other.length / 4);
    this.length = other.length;
  }

  int length() {
    return length;
  }

  private void need(int more) {
    if (length + more > all.length) {
      all = Arrays.copyOf(all, Math.max(length + more, 2 * all.length));
    }
  }

  Bytes put(char c) {
    need(1);
    all[length++] = (byte) c;
    return this;
  }

  @SuppressWarnings("deprecation") // the one that copies low bytes as they are
  Bytes put(String text) {
    int count = text.length();
    need(count);
    text.getBytes(0, count, all, length);
    length += count;
    return this;
  }

  Bytes put(byte[] bytes) {
    return put(bytes, bytes.length);
  }

  private Bytes put(byte[] bytes, int count) {
    need(count);
    System.arraycopy(bytes, 0, all, length, count);
    length += count;
    return this;
  }

  Bytes put(Bytes other) {
    return put(other.all, other.length);
  }

  byte[] toArray() {
    return length == all.length ? all : Arrays.copyOf(all, length);
  }
}
