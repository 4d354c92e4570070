package org.zmqwebbridge.json;

import java.nio.charset.StandardCharsets;

/**
 * Writes text as a JSON string (RFC 8259, section 7), from UTF-8 to UTF-8, without going by chars.
 */
public final class JsonString {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JsonString() {}

  /** How many bytes the text takes between its quotes. */
  public static int escapedLength(byte[] utf8) {
    int length = utf8.length;
    for (byte b : utf8) {
      length += extra(b);
    }
    return length;
  }

  private static int extra(byte b) {
    if (b >= 0 && b < 0x20) {
      return b == '\n' || b == '\r' || b == '\t' ? 1 : 5;
    }
    return b == '"' || b == '\\' ? 1 : 0;
  }

  /**
   * Writes the text between its quotes.
   *
   * @return the position after it
   */
  public static int escape(byte[] utf8, byte[] target, int from) {
    int at = from;
    for (byte b : utf8) {
      if (extra(b) == 0) {
        target[at++] = b;
      } else {
        at = escape(b, target, at);
      }
    }
    return at;
  }

  private static int escape(byte b, byte[] target, int from) {
    int at = from;
    target[at++] = '\\';
    switch (b) {
      case '"', '\\' -> target[at++] = b;
      case '\n' -> target[at++] = 'n';
      case '\r' -> target[at++] = 'r';
      case '\t' -> target[at++] = 't';
      default -> {
        target[at++] = 'u';
        target[at++] = '0';
        target[at++] = '0';
        target[at++] = HEX[b >> 4];
        target[at++] = HEX[b & 15];
      }
    }
    return at;
  }

  /** The text as a JSON string, quotes included, as Java text. */
  public static String quote(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] quoted = new byte[escapedLength(utf8) + 2];
    quoted[0] = '"';
    int end = escape(utf8, quoted, 1);
    quoted[end] = '"';
    return new String(quoted, StandardCharsets.UTF_8);
  }
}
