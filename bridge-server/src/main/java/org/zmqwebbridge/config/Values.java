package org.zmqwebbridge.config;

import java.util.Map;
import java.util.function.UnaryOperator;

/** Turns the text of a value into what it means; what it throws says what is wrong with it. */
final class Values {
  private Values() {}

  static <T> T choice(String text, Map<String, T> meanings, UnaryOperator<String> hint) {
    T meaning = meanings.get(text);
    if (meaning == null) {
      String words = String.join(", ", meanings.keySet());
      throw new IllegalArgumentException("\"" + text + "\" is none of " + words + hint.apply(text));
    }
    return meaning;
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  static long number(String text, long least, long most) {
    try {
      long number = Long.parseLong(text.replace("_", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // said below
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no whole number from " + least + " to " + most);
  }
}
