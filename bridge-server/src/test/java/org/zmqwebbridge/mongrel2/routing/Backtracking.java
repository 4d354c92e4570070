package org.zmqwebbridge.mongrel2.routing;

import java.util.List;
import org.zmqwebbridge.mongrel2.routing.PatternItem.Times;

/** Matches as Lua does: by trying all there is, until it is tired. */
final class Backtracking {
  private static final int STEPS = 20_000;

  private final List<PatternItem> items;
  private final String text;
  private int steps;

  Backtracking(List<PatternItem> items, String text) {
    this.items = items;
    this.text = text.length() > 200 ? "" : text; // recursion is as deep as it is long
    this.steps = text.length() > 200 ? STEPS : 0;
  }

  /** Whether it has given up, and what it has said means nothing. */
  boolean isTired() {
    return steps >= STEPS;
  }

  int match(int item, int at) {
    if (++steps >= STEPS) {
      return -1;
    }
    if (item == items.size()) {
      return at;
    }
    PatternItem next = items.get(item);
    if (next instanceof PatternItem.Characters characters) {
      return characters(characters, item, at);
    } else if (next instanceof PatternItem.Balanced balanced) {
      int end = end(balanced, at);
      return end < 0 ? -1 : match(item + 1, end);
    } else if (next instanceof PatternItem.Frontier frontier) {
      boolean was = frontier.set().has(at == 0 ? 0 : text.charAt(at - 1));
      boolean is = frontier.set().has(at == text.length() ? 0 : text.charAt(at));
      return is && !was ? match(item + 1, at) : -1;
    }
    return at == text.length() ? match(item + 1, at) : -1;
  }

  private int characters(PatternItem.Characters characters, int item, int at) {
    boolean fits = at < text.length() && characters.set().has(text.charAt(at));
    if (characters.times() == Times.ONCE) {
      return fits ? match(item + 1, at + 1) : -1;
    }
    if (characters.times() == Times.LEAST) {
      int few = match(item + 1, at);
      return few >= 0 || !fits ? few : match(item, at + 1);
    }
    int more = fits ? match(characters.times() == Times.MOST ? item : item + 1, at + 1) : -1;
    return more >= 0 ? more : match(item + 1, at);
  }

  private int end(PatternItem.Balanced balanced, int at) {
    int depth = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i > at && c == balanced.close()) {
        depth--;
        if (depth == 0) {
          return i + 1;
        }
      } else if (c == balanced.open()) {
        depth++;
      } else if (i == at) {
        return -1;
      }
    }
    return -1;
  }
}
