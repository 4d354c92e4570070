package org.zmqwebbridge.blastbeat.wire;

/**
 * The first line of what a node wants kept: {@code KEY [SECONDS [FLAGS]]}.
 *
 * <p>Immutable.
 *
 * @param key of a response: the request's URI with its query
 * @param expiresSeconds after which it is not kept any more; 0: never
 * @param isOverwriting whether it takes the place of what is kept already
 */
public record CacheLine(String key, long expiresSeconds, boolean isOverwriting) {
  /** The longest line, and the longest key. */
  public static final int MAX_BYTES = 16_384;

  private static final int MAX_DIGITS = 9;

  /** Reads one; {@code null}: it is none. What comes after the flags means nothing. */
  static CacheLine read(String line) {
    String[] words = line.split(" ", -1);
    boolean isMeant = !words[0].isEmpty() && isNumber(words, 1) && isNumber(words, 2);
    return isMeant ? new CacheLine(words[0], number(words, 1), number(words, 2) != 0) : null;
  }

  private static boolean isNumber(String[] words, int at) {
    if (at >= words.length) {
      return true;
    }
    String word = words[at];
    return !word.isEmpty()
        && word.length() <= MAX_DIGITS
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long number(String[] words, int at) {
    return at < words.length ? Long.parseLong(words[at]) : 0;
  }
}
