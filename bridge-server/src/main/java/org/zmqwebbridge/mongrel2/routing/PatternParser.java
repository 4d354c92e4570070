package org.zmqwebbridge.mongrel2.routing;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.mongrel2.routing.PatternItem.Times;

/**
 * Reads a pattern.
 *
 * <p>Owner thread: its caller's. Lifetime: one pattern.
 */
final class PatternParser {
  private static final char ESCAPE = '\\';

  private final String pattern;
  private final List<PatternItem> items = new ArrayList<>();
  private int at;

  PatternParser(String pattern) {
    this.pattern = pattern;
  }

  /**
   * All of it.
   *
   * @throws MalformedPatternException if it means nothing
   */
  List<PatternItem> parse() {
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '(' || c == ')') {
        at++; // they only say where a pattern begins
      } else if (c == '$' && at + 1 == pattern.length()) {
        at++;
        items.add(new PatternItem.End());
      } else if (c == ESCAPE && next() == 'b') {
        addBalanced();
      } else if (c == ESCAPE && next() == 'f') {
        addFrontier();
      } else {
        addCharacters(characters());
      }
    }
    return items;
  }

  /** The character after this one; NUL if there is none. */
  private char next() {
    return at + 1 < pattern.length() ? pattern.charAt(at + 1) : 0;
  }

  private void addBalanced() {
    if (at + 3 >= pattern.length()) {
      throw malformed("ends in \\b: write both characters after it, as in \\b()");
    }
    items.add(new PatternItem.Balanced(pattern.charAt(at + 2), pattern.charAt(at + 3)));
    at += 4;
  }

  private void addFrontier() {
    at += 2;
    if (at == pattern.length() || pattern.charAt(at) != '[') {
      throw malformed("has \\f without a set: write one after it, as in \\f[a-z]");
    }
    items.add(new PatternItem.Frontier(set()));
  }

  private void addCharacters(CharacterSet set) {
    char sign = at < pattern.length() ? pattern.charAt(at) : 0;
    at++; // over the sign
    switch (sign) {
      case '?' -> items.add(new PatternItem.Characters(set, Times.OPTIONAL));
      case '*' -> items.add(new PatternItem.Characters(set, Times.MOST));
      case '+' -> {
        items.add(new PatternItem.Characters(set, Times.ONCE));
        items.add(new PatternItem.Characters(set, Times.MOST));
      }
      case '-' -> items.add(new PatternItem.Characters(set, Times.LEAST));
      default -> {
        at--;
        items.add(new PatternItem.Characters(set, Times.ONCE));
      }
    }
  }

  private CharacterSet characters() {
    char c = pattern.charAt(at);
    return switch (c) {
      case '[' -> set();
      case ESCAPE -> CharacterSet.escaped(escaped());
      default -> {
        at++;
        yield c == '.' ? CharacterSet.any() : CharacterSet.of(c);
      }
    };
  }

  /** Takes an escape; returns what is escaped. */
  private char escaped() {
    if (at + 1 == pattern.length()) {
      throw malformed("ends in \\: write \\\\ for that character itself");
    }
    at += 2;
    return pattern.charAt(at - 1);
  }

  /** Takes a set: its first character is in it, whatever that is. */
  private CharacterSet set() {
    CharacterSet set = new CharacterSet();
    boolean isInverse = next() == '^';
    at += isInverse ? 2 : 1;
    boolean isFirst = true;
    while (isFirst || inSet() != ']') {
      isFirst = false;
      addMember(set);
    }
    at++;
    if (isInverse) {
      set.invert();
    }
    return set;
  }

  private void addMember(CharacterSet set) {
    char c = inSet();
    if (c == ESCAPE) {
      set.addEscaped(escaped());
    } else if (next() == '-' && at + 2 < pattern.length() && pattern.charAt(at + 2) != ']') {
      set.addRange(c, pattern.charAt(at + 2));
      at += 3;
    } else {
      set.add(c);
      at++;
    }
  }

  private char inSet() {
    if (at >= pattern.length()) {
      throw malformed("has a set without its end: write ] after its characters");
    }
    return pattern.charAt(at);
  }

  private MalformedPatternException malformed(String problem) {
    return new MalformedPatternException(pattern, problem);
  }
}
