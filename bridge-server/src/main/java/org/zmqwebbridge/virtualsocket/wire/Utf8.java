package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** UTF-8, strictly, or with U+FFFD for what is ill-formed (the Unicode standard, section 3.9). */
public final class Utf8 {
  private static final byte[] REPLACEMENT_BYTES = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};
  private static final char REPLACEMENT = '\uFFFD';

  /** Up to here a plain search is quicker. */
  private static final int LONG_NEEDLE_BYTES = 64;

  private Utf8() {}

  /**
   * The bytes as they are if they are UTF-8, and otherwise a copy in which every ill-formed
   * sequence is U+FFFD; so the caller knows by identity whether anything was replaced.
   */
  public static byte[] replacingIllFormed(byte[] bytes) {
    return new String(bytes, UTF_8).indexOf(REPLACEMENT) < 0 ? bytes : replaced(bytes);
  }

  /** Java's own decoder takes an encoded surrogate for one sequence; the standard, for three. */
  private static byte[] replaced(byte[] bytes) {
    byte[] text = new byte[bytes.length * 3];
    int to = 0;
    boolean illFormed = false;
    for (int at = 0; at < bytes.length; ) {
      int length = sequence(bytes, at);
      if (length > 0) {
        System.arraycopy(bytes, at, text, to, length);
        to += length;
        at += length;
      } else {
        illFormed = true;
        System.arraycopy(REPLACEMENT_BYTES, 0, text, to, REPLACEMENT_BYTES.length);
        to += REPLACEMENT_BYTES.length;
        at -= length;
      }
    }
    return illFormed ? Arrays.copyOf(text, to) : bytes;
  }

  /**
   * The length of the well-formed sequence at a position (table 3-7 of the standard), or minus the
   * length of what one U+FFFD stands for: the longest beginning of a well-formed sequence, or one
   * byte.
   */
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length == 0) {
      return -1;
    }
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    for (int i = 1; i < length; i++) {
      int next = at + i < bytes.length ? bytes[at + i] & 0xff : 0;
      if (next < least || next > most) {
        return -i;
      }
      least = 0x80;
      most = 0xbf;
    }
    return length;
  }

  /** Whether well-formed text contains other well-formed text; an empty needle is everywhere. */
  public static boolean contains(byte[] text, byte[] needle) {
    if (needle.length > text.length) {
      return false;
    }
    if (needle.length > LONG_NEEDLE_BYTES) {
      return containsLong(text, needle);
    }
    for (int at = 0; at <= text.length - needle.length; at++) {
      if (Arrays.equals(text, at, at + needle.length, needle, 0, needle.length)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Knuth, Morris and Pratt's search: a page chooses the needle, and perhaps the text, and must not
   * be able to make their product the cost.
   */
  private static boolean containsLong(byte[] text, byte[] needle) {
    int[] fallback = fallback(needle);
    int matched = 0;
    for (byte next : text) {
      while (matched > 0 && needle[matched] != next) {
        matched = fallback[matched - 1];
      }
      if (needle[matched] == next && ++matched == needle.length) {
        return true;
      }
    }
    return false;
  }

  /** For each prefix of the needle, the length of its longest proper prefix that also ends it. */
  private static int[] fallback(byte[] needle) {
    int[] fallback = new int[needle.length];
    int matched = 0;
    for (int i = 1; i < needle.length; i++) {
      while (matched > 0 && needle[matched] != needle[i]) {
        matched = fallback[matched - 1];
      }
      matched += needle[matched] == needle[i] ? 1 : 0;
      fallback[i] = matched;
    }
    return fallback;
  }
}
