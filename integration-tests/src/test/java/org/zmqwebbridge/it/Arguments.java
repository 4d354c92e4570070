package org.zmqwebbridge.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of a command, each with a value, and their defaults.
 *
 * <p>Immutable.
 */
public final class Arguments {
  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads {@code --name value} pairs; a word that is none ends the process with status 2.
   *
   * @param defaults a value for each name there is
   */
  public static Arguments of(String[] words, Map<String, String> defaults) {
    Map<String, String> values = new LinkedHashMap<>(defaults);
    for (int i = 0; i < words.length; i += 2) {
      if (!defaults.containsKey(words[i])) {
        misused("there is no option " + words[i]);
      } else if (i + 1 == words.length) {
        misused(words[i] + " takes a value");
      }
      values.put(words[i], words[i + 1]);
    }
    return new Arguments(values);
  }

  public String text(String name) {
    return values.get(name);
  }

  /** One of these words; anything else ends the process with status 2. */
  public String choice(String name, String... words) {
    String text = values.get(name);
    if (!List.of(words).contains(text)) {
      misused(name + " takes " + String.join(" or ", words) + ", but got: " + text);
    }
    return text;
  }

  /** A whole number from 1; anything else ends the process with status 2. */
  public int count(String name) {
    String text = values.get(name);
    if (!text.matches("[1-9]\\d{0,8}")) {
      misused(name + " takes a whole number from 1 to 999999999, but got: " + text);
    }
    return Integer.parseInt(text);
  }

  /** A number that repeats choices; without one, another each time. */
  public long seed() {
    String text = values.get("--seed");
    try {
      return text.isEmpty() ? System.nanoTime() : Long.parseLong(text);
    } catch (NumberFormatException e) {
      misused("--seed takes a whole number, but got: " + text);
      return 0;
    }
  }

  private static void misused(String what) {
    System.err.println("zwb: " + what);
    System.exit(2);
  }
}
