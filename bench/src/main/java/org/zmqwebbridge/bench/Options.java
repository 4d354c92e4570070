package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a load's command line says.
 *
 * <p>Every accessor throws {@link IllegalArgumentException} with a message that says what to write.
 */
final class Options {
  private static final String MAX = "max";
  private static final double MAX_SECONDS = 3600;
  private static final double MAX_RATE = 10_000_000;

  private final Mode mode;
  private final Map<String, String> values = new HashMap<>();
  private final List<String> settings = new ArrayList<>();

  private Options(Mode mode) {
    this.mode = mode;
    mode.options().forEach(option -> values.put(option.name(), option.standard()));
  }

  static Options parse(Mode mode, List<String> words) {
    Options options = new Options(mode);
    for (int i = 0; i < words.size(); i++) {
      OptionSpec spec = options.spec(words.get(i));
      if (spec.isSwitch()) {
        options.values.put(spec.name(), "yes");
      } else if (i + 1 == words.size()) {
        throw new IllegalArgumentException(
            spec.name() + " needs a value: " + spec.name() + " " + spec.placeholder());
      } else {
        options.put(spec, words.get(++i));
      }
    }
    return options;
  }

  private void put(OptionSpec spec, String value) {
    if (spec.name().equals("--set")) {
      settings.add(value);
    } else {
      values.put(spec.name(), value);
    }
  }

  private OptionSpec spec(String word) {
    return mode.options().stream()
        .filter(option -> option.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no option "
                        + word
                        + " of "
                        + mode.word()
                        + "; there are "
                        + String.join(
                            ", ", mode.options().stream().map(OptionSpec::name).toList())));
  }

  Mode mode() {
    return mode;
  }

  /** Empty if it was not given and has no default. */
  Optional<String> text(String name) {
    return Optional.of(values.get(name)).filter(value -> !value.isEmpty());
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  boolean isSet(String name) {
    return text(name).isPresent();
  }

  int count(String name, int least, int most) {
    String value = required(name);
    if (value.matches("[0-9]{1,9}")) {
      int count = Integer.parseInt(value);
      if (count >= least && count <= most) {
        return count;
      }
    }
    throw new IllegalArgumentException(
        name + " " + value + " is not a whole number from " + least + " to " + most);
  }

  double seconds(String name) {
    return number(name, 0, MAX_SECONDS, "seconds");
  }

  /** Empty for none or {@code max}: a closed loop. */
  OptionalDouble rate() {
    return text("--rate").filter(value -> !value.equals(MAX)).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number("--rate", 0.1, MAX_RATE, "things per second"));
  }

  private double number(String name, double least, double most, String what) {
    String value = required(name);
    if (value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        String.format("%s %s is not a number of %s up to %,.0f", name, value, what, most));
  }

  /** One of a few words. */
  String word(String name, List<String> words) {
    String value = required(name);
    if (!words.contains(value)) {
      throw new IllegalArgumentException(
          name + " " + value + " is none of " + String.join(", ", words));
    }
    return value;
  }

  /** The way that the load takes. */
  Over over() {
    List<Over> ways = mode.ways();
    return ways.size() == 1
        ? ways.get(0)
        : Over.named(word("--over", ways.stream().map(Over::word).toList()));
  }

  Optional<Long> pid(String name) {
    return text(name)
        .map(
            value -> {
              boolean alive =
                  value.matches("[0-9]{1,9}")
                      && ProcessHandle.of(Long.parseLong(value)).isPresent();
              if (!alive) {
                throw new IllegalArgumentException(
                    name + " " + value + " is no process of this machine");
              }
              return Long.parseLong(value);
            });
  }

  /** Of the bridge that is started here. */
  List<String> settings() {
    return List.copyOf(settings);
  }
}
