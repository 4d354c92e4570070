package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a line of a routes file: {@code condition[,option…] target[,option…] [target…]}.
 *
 * <p>Pure.
 */
public final class RouteLine {
  private RouteLine() {}

  /**
   * Reads one; empty: it is blank, or a comment.
   *
   * @throws IllegalArgumentException if it is wrong; the message says what
   */
  public static Optional<GripRoute> read(String line) {
    List<String> words = words(line);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (words.stream().flatMapToInt(String::chars).anyMatch(RouteLine::isControl)) {
      throw new IllegalArgumentException("a control character stands in it");
    }
    if (words.size() < 2) {
      throw new IllegalArgumentException(
          "a route has a target after its condition, for example: * localhost:8080");
    }
    OptionWords condition = OptionWords.of(words.get(0));
    List<Target> targets = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      targets.add(TargetWords.read(OptionWords.of(word)));
    }
    return Optional.of(ConditionWords.read(condition, targets));
  }

  /**
   * Which options are said without effect: taken as Pushpin takes them, and meaning nothing here.
   *
   * @return one sentence about all of them; empty: there are none
   */
  public static Optional<String> idle(List<String> lines) {
    Set<String> found = new TreeSet<>();
    lines.forEach(line -> found.addAll(idle(line)));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of("these options of routes mean nothing here: " + String.join(", ", found));
  }

  private static List<String> idle(String line) {
    try {
      List<String> words = words(line);
      OptionWords said = OptionWords.of(words.isEmpty() ? "" : words.get(0));
      return ConditionWords.IDLE.stream().filter(said::has).toList();
    } catch (IllegalArgumentException wrong) {
      return List.of(); // it is said of the line itself
    }
  }

  private static boolean isControl(int c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  /** Words between blanks, but for those within quotes; what follows a {@code #} is a comment. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean inWord = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!quoted && c == '#') {
        break;
      }
      if (quoted && c == '\\' && i + 1 < line.length()) {
        word.append(c).append(line.charAt(++i));
      } else if (!quoted && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        quoted = quoted != (c == '"');
        inWord = true;
        word.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quotation mark is not closed");
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
