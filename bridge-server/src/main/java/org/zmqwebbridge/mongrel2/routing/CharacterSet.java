package org.zmqwebbridge.mongrel2.routing;

import java.util.BitSet;

/**
 * The characters that one item of a pattern stands for, as C's locale "C" has its classes: letters
 * and digits of ASCII only.
 *
 * <p>Owner thread: who builds it; not changed afterwards.
 */
final class CharacterSet {
  private static final int CHARACTERS = 256; // paths and hosts are bytes
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7f;

  private final BitSet members = new BitSet(CHARACTERS);

  /** Every character. */
  static CharacterSet any() {
    CharacterSet set = new CharacterSet();
    set.members.set(0, CHARACTERS);
    return set;
  }

  static CharacterSet of(char c) {
    CharacterSet set = new CharacterSet();
    set.add(c);
    return set;
  }

  /** What is escaped so: a class, in upper case all that is not in it; otherwise itself. */
  static CharacterSet escaped(char letter) {
    CharacterSet set = new CharacterSet();
    set.addEscaped(letter);
    return set;
  }

  void add(char c) {
    if (c < CHARACTERS) {
      members.set(c);
    }
  }

  /** Both ends included; nothing if they are the wrong way round. */
  void addRange(char first, char last) {
    if (first <= last) {
      members.set(first, Math.min(last + 1, CHARACTERS));
    }
  }

  void addEscaped(char letter) {
    char lower = letter >= 'A' && letter <= 'Z' ? (char) (letter | 0x20) : letter;
    if ("acdlpsuwxz".indexOf(lower) < 0) {
      add(letter);
      return;
    }
    for (char c = 0; c < CHARACTERS; c++) {
      if (isIn(lower, c) == (letter == lower)) {
        members.set(c);
      }
    }
  }

  /** All others instead. */
  void invert() {
    members.flip(0, CHARACTERS);
  }

  boolean has(char c) {
    return c < CHARACTERS && members.get(c);
  }

  private static boolean isIn(char letter, char c) {
    return switch (letter) {
      case 'a' -> isLower(c) || isUpper(c);
      case 'c' -> c < FIRST_PRINTABLE || c == DELETE;
      case 'd' -> isDigit(c);
      case 'l' -> isLower(c);
      case 'p' -> c > FIRST_PRINTABLE && c < DELETE && !isLower(c) && !isUpper(c) && !isDigit(c);
      case 's' -> c == ' ' || (c >= '\t' && c <= '\r');
      case 'u' -> isUpper(c);
      case 'w' -> isLower(c) || isUpper(c) || isDigit(c);
      case 'x' -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      default -> c == 0; // z
    };
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
