package org.zmqwebbridge.mongrel2.routing;

import java.util.List;

/**
 * A pattern of routes and hosts: Lua's language without captures, with {@code \} in the place of
 * {@code %}. Parentheses mean nothing in it.
 *
 * <table>
 *   <caption>Its items</caption>
 *   <tr><td>{@code .}</td><td>any character</td></tr>
 *   <tr><td>{@code \a \c \d \l \p \s \}{@code u \w \x \z}</td><td>letters, control characters,
 *       digits, lower case, punctuation, space, upper case, letters and digits, hexadecimal digits,
 *       NUL; in upper case all others</td></tr>
 *   <tr><td>{@code [set] [^set]}</td><td>the characters of a set, and all others; ranges by {@code
 *       -}</td></tr>
 *   <tr><td>{@code ? * + -}</td><td>after one of these: perhaps once; as often as possible, perhaps
 *       never; the same, but once; as seldom as possible, perhaps never</td></tr>
 *   <tr><td>{@code \bxy}</td><td>from an x to the y that belongs to it</td></tr>
 *   <tr><td>{@code \f[set]}</td><td>where a character of the set comes after one that is
 *       not</td></tr>
 *   <tr><td>{@code $}</td><td>at the very end: the end of the text</td></tr>
 * </table>
 *
 * <p>A match takes at most as many steps as the pattern has items times as the text has characters,
 * where plain backtracking may take a number that grows with every item.
 *
 * <p>Immutable. Source: the manual's chapter on routing, and Mongrel2 1.12.2 as measured.
 */
public final class RoutePattern {
  /** The longest that is taken, in characters. */
  public static final int MAX_CHARACTERS = 1024;

  private final List<PatternItem> items;
  private final String text;

  private RoutePattern(String text, List<PatternItem> items) {
    this.text = text;
    this.items = List.copyOf(items);
  }

  /**
   * Reads one.
   *
   * @throws MalformedPatternException if it means nothing, or is longer than {@link
   *     #MAX_CHARACTERS}
   */
  public static RoutePattern parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new MalformedPatternException(
          text.substring(0, 40) + "…",
          "has " + text.length() + " characters: write at most " + MAX_CHARACTERS);
    }
    return new RoutePattern(text, new PatternParser(text).parse());
  }

  /**
   * Matches from a place on; not necessarily to the end.
   *
   * @param from index into the text; what comes before it is not seen
   * @return the index after what it matches; -1: it does not match
   */
  public int match(String matched, int from) {
    return new PatternMatch(items, matched, from).run();
  }

  /** Whether it matches the beginning of a text. */
  public boolean matches(String matched) {
    return match(matched, 0) >= 0;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
