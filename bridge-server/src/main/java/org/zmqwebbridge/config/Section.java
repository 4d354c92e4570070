package org.zmqwebbridge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One mapping of a configuration. Asking for a key makes it known; {@link #end} refuses what nobody
 * asked for.
 *
 * <p>Owner thread: the caller's.
 */
public final class Section {
  private final String path;
  private final Setting.Mapping mapping;
  private final Path folder; // null without a file
  private final Set<String> known = new LinkedHashSet<>();

  Section(String path, Setting.Mapping mapping, Path folder) {
    this.path = path;
    this.mapping = mapping;
    this.folder = folder;
  }

  private Optional<Setting> find(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.members().get(key))
        .filter(value -> !(value instanceof Setting.Scalar scalar && isNull(scalar)));
  }

  private static boolean isNull(Setting.Scalar scalar) {
    return scalar.text().isEmpty() || scalar.text().equals("null") || scalar.text().equals("~");
  }

  /** The keys that are there; each becomes known. */
  public Set<String> keys() {
    known.addAll(mapping.members().keySet());
    return Set.copyOf(mapping.members().keySet());
  }

  /** The keys that are there, in the order written. */
  public List<String> orderedKeys() {
    known.addAll(mapping.members().keySet());
    return List.copyOf(mapping.members().keySet());
  }

  /** A section below; an empty one if it is absent. */
  public Section section(String key) {
    Setting value = find(key).orElseGet(() -> Setting.Mapping.empty(mapping.where()));
    if (value instanceof Setting.Mapping inner) {
      return new Section(path + key + ".", inner, folder);
    }
    throw wrong(value, key, "is a section; write settings below it as \"key: value\"");
  }

  /** Whether a key is there and has settings below it, where it could have one value instead. */
  public boolean isSection(String key) {
    return find(key).filter(Setting.Mapping.class::isInstance).isPresent();
  }

  /** Whether a key is there. */
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /** A text. */
  public Optional<String> text(String key) {
    return find(key).map(value -> scalar(key, value));
  }

  /** A text that must be there. */
  public String requiredText(String key) {
    return text(key)
        .orElseThrow(
            () -> new ConfigException(mapping.where() + ": " + path + key + " is missing"));
  }

  /** A text that is turned into something else; what that throws is said with its place. */
  public <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return find(key)
        .map(
            value -> {
              try {
                return parser.apply(scalar(key, value));
              } catch (IllegalArgumentException wrong) {
                throw wrong(value, key, wrong.getMessage());
              }
            });
  }

  /** A list of texts; empty if it is absent. */
  public List<String> texts(String key) {
    Setting value = find(key).orElse(null);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof Setting.Sequence sequence)) {
      throw wrong(value, key, "is a list; write it as [one, two]");
    }
    List<String> texts = new ArrayList<>();
    sequence.elements().forEach(element -> texts.add(scalar(key, element)));
    return texts;
  }

  /** A list of texts, each turned into something else; what that throws is said with its place. */
  public <T> List<T> parsedTexts(String key, Function<String, T> parser) {
    Setting value = find(key).orElse(null);
    List<T> parsed = new ArrayList<>();
    for (String text : texts(key)) {
      try {
        parsed.add(parser.apply(text));
      } catch (IllegalArgumentException wrong) {
        throw wrong(value, key, wrong.getMessage());
      }
    }
    return parsed;
  }

  /** A whole number within limits. */
  public long number(String key, long absent, long least, long most) {
    return parsed(key, text -> number(text, least, most)).orElse(absent);
  }

  /** True or false. */
  public boolean flag(String key, boolean absent) {
    return parsed(key, Section::flag).orElse(absent);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  private static long number(String text, long least, long most) {
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

  private String scalar(String key, Setting value) {
    if (value instanceof Setting.Scalar scalar) {
      return scalar.text();
    }
    throw wrong(value, key, "takes one value");
  }

  private ConfigException wrong(Setting value, String key, String what) {
    return new ConfigException(value.where() + ": " + path + key + ": " + what);
  }

  /** The folder that the configuration's file is in, if there is a file. */
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** Where this section was written, for an error about all of it. */
  public String where() {
    return mapping.where();
  }

  /**
   * Refuses keys that nobody has asked for.
   *
   * @throws ConfigException with the place of the first one, and what was probably meant
   */
  public void end() {
    mapping
        .members()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                String hint =
                    Suggestion.nearest(key, known)
                        .map(word -> "; did you mean \"" + word + "\"?")
                        .orElse("; known here: " + String.join(", ", known));
                throw new ConfigException(
                    value.where() + ": unknown setting \"" + path + key + "\"" + hint);
              }
            });
  }
}
