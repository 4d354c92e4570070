package org.zmqwebbridge.mongrel2.routing;

/** Where what is balanced ends, for every place of a text at once. */
final class BalancedEnds {
  private BalancedEnds() {}

  /**
   * One number for each character from a place on: the index after the closing character that
   * belongs to the opening one there; 0 where there is none.
   */
  static int[] of(PatternItem.Balanced item, String text, int from) {
    int[] ends = new int[text.length() - from];
    return item.open() == item.close() ? next(ends, item, text, from) : own(ends, item, text, from);
  }

  /** Opening and closing are the same: the next one closes. */
  private static int[] next(int[] ends, PatternItem.Balanced item, String text, int from) {
    int end = 0;
    for (int i = text.length() - 1; i >= from; i--) {
      if (text.charAt(i) == item.open()) {
        ends[i - from] = end;
        end = i + 1;
      }
    }
    return ends;
  }

  private static int[] own(int[] ends, PatternItem.Balanced item, String text, int from) {
    int[] open = new int[ends.length];
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == item.open()) {
        open[depth++] = i - from;
      } else if (c == item.close() && depth > 0) {
        ends[open[--depth]] = i + 1;
      }
    }
    return ends;
  }
}
