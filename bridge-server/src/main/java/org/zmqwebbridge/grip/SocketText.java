package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts of close frames. */
final class SocketText {
  private static final int MOST_BYTES = 123;

  private SocketText() {}

  /** As much of it as fits into a close frame (RFC 6455, section 5.5). */
  static String cut(String text) {
    String cut = text;
    while (cut.getBytes(UTF_8).length > MOST_BYTES) {
      cut = cut.substring(0, Math.min(cut.length() - 1, MOST_BYTES));
      if (!cut.isEmpty() && Character.isHighSurrogate(cut.charAt(cut.length() - 1))) {
        cut = cut.substring(0, cut.length() - 1);
      }
    }
    return cut;
  }
}
