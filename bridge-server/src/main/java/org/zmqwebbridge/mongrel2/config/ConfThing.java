package org.zmqwebbridge.mongrel2.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The arguments of one thing of a configuration file, asked for one by one; what nobody has asked
 * for is remarked.
 *
 * <p>Owner thread: the caller's.
 */
final class ConfThing {
  private final ConfValue.Made made;
  private final ConfNames names;
  private final Map<String, ConfValue> arguments = new LinkedHashMap<>();
  private final List<String> unasked = new ArrayList<>();

  ConfThing(ConfValue.Made made, ConfNames names) {
    this.made = made;
    this.names = names;
    for (ConfValue.Entry argument : made.arguments()) {
      if (arguments.put(argument.key(), argument.value()) != null) {
        throw new ConfMistake(
            argument.line(), argument.key() + " stands twice in one " + made.className());
      }
      unasked.add(argument.key());
    }
  }

  int line() {
    return made.line();
  }

  private Optional<ConfValue> find(String key) {
    unasked.remove(key);
    return Optional.ofNullable(arguments.get(key)).map(names::follow);
  }

  private ConfMistake missing(String key) {
    return new ConfMistake(
        made.line(), "this " + made.className() + " has no " + key + "; add " + key + "=…");
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  String text(String key, String byDefault) {
    return optionalText(key).orElse(byDefault);
  }

  private Optional<String> optionalText(String key) {
    return find(key)
        .map(
            value -> {
              if (value instanceof ConfValue.Text text) {
                return text.text();
              }
              throw wrong(value, key, "a string in quotes");
            });
  }

  int number(String key) {
    if (!arguments.containsKey(key)) {
      throw missing(key);
    }
    return number(key, 0);
  }

  int number(String key, int byDefault) {
    return find(key)
        .map(
            value -> {
              if (value instanceof ConfValue.Digits digits && digits.digits().length() <= 9) {
                return Integer.parseInt(digits.digits());
              }
              throw wrong(value, key, "a whole number of up to 9 digits");
            })
        .orElse(byDefault);
  }

  boolean flag(String key) {
    return number(key, 0) != 0;
  }

  /** What stands in a list, each made by a function; none if it is missing and may be. */
  <T> List<T> list(String key, boolean isRequired, Function<ConfValue, T> each) {
    Optional<ConfValue> found = find(key);
    if (found.isEmpty() && isRequired) {
      throw missing(key);
    }
    if (found.isPresent() && !(found.get() instanceof ConfValue.Many)) {
      throw wrong(found.get(), key, "a list");
    }
    List<T> all = new ArrayList<>();
    found.ifPresent(
        many ->
            ((ConfValue.Many) many)
                .values()
                .forEach(value -> all.add(each.apply(names.follow(value)))));
    return all;
  }

  /** What stands in a map. */
  List<ConfValue.Entry> entries(String key) {
    ConfValue value = find(key).orElseThrow(() -> missing(key));
    if (value instanceof ConfValue.Keyed keyed) {
      return keyed.entries();
    }
    throw wrong(value, key, "a map in { }");
  }

  boolean has(String key) {
    return arguments.containsKey(key);
  }

  private ConfMistake wrong(ConfValue value, String key, String right) {
    return new ConfMistake(
        value.line(), key + " of a " + made.className() + " is " + right + ", not " + value.kind());
  }

  /** A line for each argument that nobody has asked for. */
  List<String> remarks() {
    return unasked.stream()
        .map(key -> made.line() + ": " + key + " of a " + made.className() + " has no effect")
        .toList();
  }
}
