package org.zmqwebbridge.mongrel2.routing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One attempt to match a pattern: every choice in the order that backtracking would take, but none
 * twice, for what has failed at a place once fails there always.
 *
 * <p>Owner thread: its caller's. Lifetime: one match.
 */
final class PatternMatch {
  private static final int FIRST_CHOICES = 16;

  private final List<PatternItem> items;
  private final String text;
  private final int from;
  private final int places; // in the text, its end among them
  private BitSet failed; // item × place where a choice was made; null: none yet
  private int[] choices = {}; // pairs of item and place, the latest last
  private int choiceCount;
  private int[][] ends; // of balanced items, by item and place; null: not asked for yet
  private int item;
  private int at;

  PatternMatch(List<PatternItem> items, String text, int from) {
    this.items = items;
    this.text = text;
    this.from = from;
    this.places = text.length() - from + 1;
    this.at = from;
  }

  /** The index after the match; -1: there is none. */
  int run() {
    do {
      while (item < items.size() && step(items.get(item))) {
        // onwards
      }
      if (item == items.size()) {
        return at;
      }
    } while (retreat());
    return -1;
  }

  private boolean step(PatternItem next) {
    if (next instanceof PatternItem.Characters characters) {
      return take(characters);
    }
    boolean fits;
    if (next instanceof PatternItem.Balanced balanced) {
      int end = end(balanced);
      fits = end > 0;
      at = fits ? end : at;
    } else if (next instanceof PatternItem.Frontier frontier) {
      fits = !frontier.set().has(before()) && frontier.set().has(here());
    } else {
      fits = at == text.length();
    }
    item += fits ? 1 : 0;
    return fits;
  }

  private char before() {
    return at == from ? 0 : text.charAt(at - 1);
  }

  private char here() {
    return at == text.length() ? 0 : text.charAt(at);
  }

  private boolean take(PatternItem.Characters characters) {
    boolean fits = at < text.length() && characters.set().has(text.charAt(at));
    switch (characters.times()) {
      case ONCE -> {
        item += fits ? 1 : 0;
        at += fits ? 1 : 0;
        return fits;
      }
      case OPTIONAL -> {
        return choose(fits, item + 1, at + 1, item + 1, at);
      }
      case MOST -> {
        return choose(fits, item, at + 1, item + 1, at);
      }
      default -> { // LEAST
        return fits ? choose(true, item + 1, at, item, at + 1) : choose(false, 0, 0, item + 1, at);
      }
    }
  }

  /** Goes one way and keeps the other for later, if there are two; false: both were tried. */
  private boolean choose(boolean isOpen, int item1, int at1, int item2, int at2) {
    if (!isOpen) {
      item = item2;
      at = at2;
      return true;
    }
    if (wasHere()) {
      return false;
    }
    keep(item2, at2);
    item = item1;
    at = at1;
    return true;
  }

  private boolean wasHere() {
    int place = item * places + (at - from);
    if (failed == null) {
      failed = new BitSet();
    }
    boolean was = failed.get(place);
    failed.set(place);
    return was;
  }

  private void keep(int otherItem, int otherAt) {
    if (choiceCount == choices.length) {
      choices = Arrays.copyOf(choices, Math.max(FIRST_CHOICES, 2 * choiceCount));
    }
    choices[choiceCount++] = otherItem;
    choices[choiceCount++] = otherAt;
  }

  /** Back to the latest choice; false: there is none. */
  private boolean retreat() {
    if (choiceCount == 0) {
      return false;
    }
    at = choices[--choiceCount];
    item = choices[--choiceCount];
    return true;
  }

  /** The index after what is balanced from here on; 0: nothing is. */
  private int end(PatternItem.Balanced balanced) {
    if (at == text.length() || text.charAt(at) != balanced.open()) {
      return 0;
    }
    if (ends == null) {
      ends = new int[items.size()][];
    }
    if (ends[item] == null) {
      ends[item] = BalancedEnds.of(balanced, text, from);
    }
    return ends[item][at - from];
  }
}
