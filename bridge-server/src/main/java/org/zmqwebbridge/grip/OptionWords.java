package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A word of a route with its options: {@code word,option,option=value}, each perhaps in quotes.
 *
 * @param word before the first comma; may be empty
 */
record OptionWords(String word, List<String[]> options) {
  static OptionWords of(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\' && i + 1 < text.length()) {
        part.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    List<String[]> options = new ArrayList<>();
    for (String option : parts.subList(1, parts.size())) {
      int equals = option.indexOf('=');
      options.add(
          equals < 0
              ? new String[] {option, ""}
              : new String[] {option.substring(0, equals), option.substring(equals + 1)});
    }
    return new OptionWords(parts.get(0), options);
  }

  boolean has(String name) {
    return options.stream().anyMatch(option -> option[0].equals(name));
  }

  Optional<String> value(String name) {
    return options.stream()
        .filter(option -> option[0].equals(name))
        .map(option -> option[1])
        .findFirst();
  }

  List<String> values(String name) {
    return options.stream()
        .filter(option -> option[0].equals(name))
        .map(option -> option[1])
        .toList();
  }

  /** A number, at least 0. */
  int number(String name, int standard) {
    Optional<String> said = value(name);
    try {
      int number = said.map(Integer::parseInt).orElse(standard);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new IllegalArgumentException(name + " is a number, not " + said.orElse(""));
  }

  /**
   * Refuses what is not known.
   *
   * @throws IllegalArgumentException if there is such an option
   */
  void allow(List<String> known) {
    for (String[] option : options) {
      if (!known.contains(option[0])) {
        throw new IllegalArgumentException(
            "there is no option " + option[0] + " of \"" + word + "\"");
      }
    }
  }
}
