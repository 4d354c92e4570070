package org.zmqwebbridge.mongrel2.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the names of a configuration file mean, and how much of it may be looked at: values that
 * name each other cannot add up to more than {@link #MAX_VALUES}.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
final class ConfNames {
  /** How many values one configuration may have, each counted wherever its name stands. */
  static final int MAX_VALUES = 100_000;

  private final Map<String, ConfValue> values = new LinkedHashMap<>();
  private int looked;

  void define(String name, ConfValue value) {
    values.put(name, value);
  }

  Optional<ConfValue> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A value, or what its name means.
   *
   * @throws ConfMistake if the name means nothing, or itself
   */
  ConfValue follow(ConfValue value) {
    if (++looked > MAX_VALUES) {
      throw new ConfMistake(
          value.line(), "the configuration adds up to more than " + MAX_VALUES + " values");
    }
    Set<String> seen = new HashSet<>();
    ConfValue found = value;
    while (found instanceof ConfValue.Named named) {
      if (!seen.add(named.name())) {
        throw new ConfMistake(named.line(), named.name() + " means itself");
      }
      found = values.get(named.name());
      if (found == null) {
        throw new ConfMistake(
            named.line(),
            "nothing is called " + named.name() + "; define it, or put text into quotes");
      }
    }
    return found;
  }
}
