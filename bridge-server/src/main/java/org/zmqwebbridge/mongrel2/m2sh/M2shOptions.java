package org.zmqwebbridge.mongrel2.m2sh;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one command, with one dash or two. Immutable.
 *
 * @param values by name without dashes; empty for those that stand alone
 */
record M2shOptions(Map<String, String> values) {
  /**
   * @throws M2shFailure if a word is no option
   */
  static M2shOptions parse(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String name = words.get(i).replaceFirst("^--?", "");
      if (name.equals(words.get(i)) || name.isEmpty()) {
        throw new M2shFailure(
            "options look like -db config.sqlite or --db config.sqlite, not " + words.get(i));
      }
      boolean hasValue = i + 1 < words.size() && !words.get(i + 1).matches("--?[A-Za-z]+");
      values.put(name, hasValue ? words.get(++i) : "");
    }
    return new M2shOptions(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * @throws M2shFailure if it is not there
   */
  String demand(String name, String what) {
    return find(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new M2shFailure("give " + what + " with -" + name));
  }

  /** The database that is meant. */
  Path database() {
    return Path.of(find("db").orElse("config.sqlite"));
  }
}
