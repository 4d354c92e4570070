package org.zmqwebbridge.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A configuration file of other programs: {@code key=value} in {@code [section]}s, a line each;
 * what begins with {@code #} or {@code ;} is a comment. Asking for a key makes it known.
 *
 * <p>Owner thread: the caller's.
 */
public final class IniFile {
  private static final long MAX_BYTES = 1 << 20;

  private final Path file;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * @param where file and line
   */
  private record Value(String text, String where) {}

  private IniFile(Path file) {
    this.file = file;
  }

  /**
   * Reads one.
   *
   * @throws ConfigException if it cannot be read, or a line is none of such a file
   */
  public static IniFile read(Path file) {
    IniFile read = new IniFile(file);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + " is longer than " + MAX_BYTES + " bytes; is it the one?");
      }
      read.lines(Files.readString(file, UTF_8));
    } catch (IOException failure) {
      throw new ConfigException(
          file
              + " cannot be read; is the path right, is it text, and may this user read it? ("
              + failure.getMessage()
              + ")");
    }
    return read;
  }

  /** One that says nothing; paths begin where the program was started. */
  public static IniFile empty() {
    return new IniFile(Path.of("defaults"));
  }

  private void lines(String text) {
    String section = "";
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      String where = file + ":" + number;
      int equals = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1).strip();
      } else if (equals > 0) {
        String key = name(section, line.substring(0, equals).strip());
        values.put(key, new Value(unquoted(line.substring(equals + 1).strip()), where));
      } else {
        throw new ConfigException(
            where + ": is neither [section], key=value nor a comment (#): " + line);
      }
    }
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static String name(String section, String key) {
    return section + "." + key;
  }

  /** What is written {@code {name}} in values means this. */
  public IniFile with(String variable, String meaning) {
    variables.put(variable, meaning);
    return this;
  }

  /** What this file does not say, another says. */
  public IniFile over(IniFile other) {
    other.values.forEach(values::putIfAbsent);
    return this;
  }

  /** Where paths in it begin. */
  public Path folder() {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
  }

  /** A value; empty if there is none, or nothing after its {@code =}. */
  public Optional<String> text(String section, String key) {
    asked.add(name(section, key));
    return Optional.ofNullable(values.get(name(section, key)))
        .map(value -> meant(value.text()))
        .filter(text -> !text.isEmpty());
  }

  private String meant(String text) {
    String meant = text;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      meant = meant.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    return meant;
  }

  /** A value that is turned into something else; what that throws is said with its place. */
  public <T> Optional<T> parsed(String section, String key, Function<String, T> parser) {
    return text(section, key).map(text -> parse(section, key, text, parser));
  }

  private <T> T parse(String section, String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(where(section, key) + ": " + key + ": " + wrong.getMessage());
    }
  }

  /** Values between commas; empty if there is none. */
  public List<String> texts(String section, String key) {
    List<String> all = new ArrayList<>();
    for (String one : text(section, key).orElse("").split(",", -1)) {
      if (!one.isBlank()) {
        all.add(one.strip());
      }
    }
    return all;
  }

  /** A whole number within limits. */
  public long number(String section, String key, long absent, long least, long most) {
    return parsed(section, key, text -> Values.number(text, least, most)).orElse(absent);
  }

  /** One of these words. */
  public <T> Optional<T> choice(String section, String key, Map<String, T> meanings) {
    return parsed(section, key, text -> Values.choice(text, meanings, none -> ""));
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String section, String key, boolean absent) {
    return parsed(section, key, Values::flag).orElse(absent);
  }

  /** Where a key stands; of one that does not, the file. */
  public String where(String section, String key) {
    Value value = values.get(name(section, key));
    return value == null ? file.toString() : value.where();
  }

  /** What nobody has asked for, as {@code section.key}, in the order written. */
  public List<String> unasked() {
    return values.keySet().stream().filter(name -> !asked.contains(name)).toList();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
