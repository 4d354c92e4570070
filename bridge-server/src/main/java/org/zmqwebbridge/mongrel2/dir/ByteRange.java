package org.zmqwebbridge.mongrel2.dir;

/**
 * A part of a file (RFC 9110, section 14).
 *
 * <p>Immutable.
 *
 * @param first the first byte of it
 * @param length in bytes; 0: there is nothing there, which is answered with 416
 */
record ByteRange(long first, long length) {
  private static final int MAX_DIGITS = 18;

  /** All of it. */
  static ByteRange all(long size) {
    return new ByteRange(0, size);
  }

  /**
   * What a header {@code Range} asks for; {@code null}: all of it, because it asks for several
   * parts, or is malformed, or is in no unit that is known.
   */
  static ByteRange of(String said, long size) {
    int dash = said.indexOf('-');
    if (!said.startsWith("bytes=") || dash < 0) {
      return null;
    }
    String from = said.substring("bytes=".length(), dash).trim();
    String to = said.substring(dash + 1).trim();
    if (!isNumber(from) || !isNumber(to) || (from.isEmpty() && to.isEmpty())) {
      return null;
    }
    if (from.isEmpty()) {
      long length = Math.min(Long.parseLong(to), size);
      return new ByteRange(size - length, length);
    }
    long first = Long.parseLong(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
    if (last < first) {
      return null;
    }
    return new ByteRange(first, Math.max(0, Math.min(last, size - 1) - first + 1));
  }

  private static boolean isNumber(String text) {
    return text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** What stands in {@code Content-Range}. */
  String text(long size) {
    return length == 0
        ? "bytes */" + size
        : "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
