package org.zmqwebbridge.relay;

import java.util.regex.Pattern;

/**
 * How every text begins that a pattern matches, and what of the pattern comes after that.
 *
 * <p>Immutable.
 *
 * @param text the longest that is plain to see; empty: none is
 * @param rest of the pattern, without its end's anchor
 */
record PatternStart(String text, String rest) {
  private static final String SPECIAL = "\\[](){}.*+?^$|";

  static PatternStart of(Pattern pattern) {
    String all = pattern.pattern();
    if (hasAlternatives(all)) {
      return new PatternStart("", all);
    }
    StringBuilder text = new StringBuilder();
    int at = all.startsWith("^") ? 1 : 0;
    while (at < all.length()) {
      if (all.startsWith("\\Q", at)) {
        int end = all.indexOf("\\E", at);
        int stop = end < 0 ? all.length() : end;
        text.append(all, at + 2, stop);
        at = Math.min(all.length(), stop + 2);
      } else {
        int length = all.charAt(at) == '\\' ? 2 : 1;
        if (!isPlain(all, at, length) || isRepeated(all, at + length)) {
          break;
        }
        text.append(all.charAt(at + length - 1));
        at += length;
      }
    }
    return new PatternStart(text.toString(), all.substring(at).replaceFirst("\\$$", ""));
  }

  /** An escaped letter or digit means something else; so does what is special. */
  private static boolean isPlain(String all, int at, int length) {
    return length == 1
        ? SPECIAL.indexOf(all.charAt(at)) < 0
        : at + 1 < all.length() && !Character.isLetterOrDigit(all.charAt(at + 1));
  }

  /** Whether what is before may also be absent, or there more than once. */
  private static boolean isRepeated(String all, int at) {
    return at < all.length() && "*?{+".indexOf(all.charAt(at)) >= 0;
  }

  /** Whether it is several patterns beside each other. */
  private static boolean hasAlternatives(String all) {
    int depth = 0;
    for (int i = 0; i < all.length(); i++) {
      switch (all.charAt(i)) {
        case '\\' -> i++;
        case '(' -> depth++;
        case ')' -> depth--;
        case '|' -> {
          if (depth <= 0) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Whether this one takes whatever begins so, and all that another matches does. */
  boolean takesAllOf(Pattern other) {
    boolean some = rest.equals("(.+)") || rest.equals(".+");
    boolean any = rest.equals("(.*)") || rest.equals(".*");
    return (some || any)
        && of(other).text.startsWith(text)
        && (any || !other.matcher(text).matches());
  }
}
