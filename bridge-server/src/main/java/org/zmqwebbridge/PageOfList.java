package org.zmqwebbridge;

import java.util.Locale;
import java.util.Map;

/**
 * Which part of a long list is asked for, by {@code GET}.
 *
 * @param limit how many at most
 * @param after what the last one of the part before was called; empty: from the beginning
 * @param search what each must contain somewhere, in lower case; empty: anything
 */
record PageOfList(int limit, String after, String search) {
  private static final int USUAL = 100;
  private static final int MOST = 500;
  private static final int MAX_TEXT = 256;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it means nothing; the message says why
   */
  static PageOfList of(Map<String, String> fields) {
    return new PageOfList(
        limit(fields.getOrDefault("limit", String.valueOf(USUAL))),
        text(fields, "after"),
        text(fields, "search").toLowerCase(Locale.ROOT));
  }

  private static int limit(String text) {
    int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit is a number from 1 to " + MOST);
    }
    return limit;
  }

  private static String text(Map<String, String> fields, String name) {
    String text = fields.getOrDefault(name, "");
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(name + " has at most " + MAX_TEXT + " characters");
    }
    return text;
  }

  /** Whether one of these contains what is searched for. */
  boolean finds(Iterable<String> texts) {
    if (search.isEmpty()) {
      return true;
    }
    for (String text : texts) {
      if (text.toLowerCase(Locale.ROOT).contains(search)) {
        return true;
      }
    }
    return false;
  }
}
