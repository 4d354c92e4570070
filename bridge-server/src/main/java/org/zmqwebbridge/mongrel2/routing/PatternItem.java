package org.zmqwebbridge.mongrel2.routing;

/**
 * One step of a pattern.
 *
 * <p>Immutable.
 */
sealed interface PatternItem {
  /** How often a character may come. */
  enum Times {
    ONCE,
    /** Once, if that leads to a match; otherwise not. */
    OPTIONAL,
    /** As often as possible. */
    MOST,
    /** As seldom as possible. */
    LEAST
  }

  /** Characters of a set. */
  record Characters(CharacterSet set, Times times) implements PatternItem {}

  /** From an opening character to the closing one that belongs to it. */
  record Balanced(char open, char close) implements PatternItem {}

  /** Between a character that is not of the set and one that is; the text has a NUL at each end. */
  record Frontier(CharacterSet set) implements PatternItem {}

  /** The end of the text. */
  record End() implements PatternItem {}
}
