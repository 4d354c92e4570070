package org.zmqwebbridge.blastbeat.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.config.Suggestion;

/**
 * One section of an ini file. Asking for a key makes it known; {@link #end} names those that nobody
 * has asked for. A value that is wrong is noted, and reading goes on without it.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
final class IniSection {
  /** Comments are lines of their own; but BlastBeat reads a number up to what is none. */
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,15})([ \t]+[;#].*)?");

  private static final Pattern DECIMAL =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})([ \t]+[;#].*)?");

  private final String where;
  private final List<IniLine> lines = new ArrayList<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final IniFindings findings;

  /**
   * @param where file and line at which it begins
   */
  IniSection(String where, IniFindings findings) {
    this.where = where;
    this.findings = findings;
  }

  void add(IniLine line) {
    lines.add(line);
  }

  String where() {
    return where;
  }

  /** Where a key stands for the last time; of one that does not, the section. */
  String where(String key) {
    return last(key).map(IniLine::where).orElse(where);
  }

  private Optional<IniLine> last(String key) {
    return lines.stream().filter(line -> line.key().equals(key)).reduce((one, next) -> next);
  }

  boolean has(String key) {
    known.add(key);
    return last(key).isPresent();
  }

  /** What each line with this key means, in order. */
  <T> List<T> all(String key, Function<String, T> parser) {
    known.add(key);
    List<T> all = new ArrayList<>();
    for (IniLine line : lines) {
      if (line.key().equals(key)) {
        parsed(line, parser).ifPresent(all::add);
      }
    }
    return all;
  }

  /** What the last line with this key means. */
  <T> Optional<T> one(String key, Function<String, T> parser) {
    known.add(key);
    return last(key).flatMap(line -> parsed(line, parser));
  }

  private <T> Optional<T> parsed(IniLine line, Function<String, T> parser) {
    try {
      if (line.value().isEmpty()) {
        throw new IllegalArgumentException("has no value; write " + line.key() + " = VALUE");
      }
      return Optional.of(parser.apply(line.value()));
    } catch (IllegalArgumentException wrong) {
      findings.mistake(line.where(), line.key() + ": " + wrong.getMessage());
      return Optional.empty();
    }
  }

  /** A whole number. */
  long number(String key, long absent, long least, long most) {
    return one(
            key,
            text -> {
              long value = Long.parseLong(digits(key, text, NUMBER, "a whole number"));
              Checks.between(value, least, most, "it");
              return value;
            })
        .orElse(absent);
  }

  /** A number of seconds, perhaps with decimals, in milliseconds. */
  long millis(String key, long absent, long least, long most) {
    return one(
            key,
            text -> {
              String seconds = digits(key, text, DECIMAL, "a number of seconds");
              long value = Math.round(Double.parseDouble(seconds) * 1_000);
              Checks.between(value, least, most, "it, in milliseconds,");
              return value;
            })
        .orElse(absent);
  }

  private String digits(String key, String text, Pattern pattern, String what) {
    Matcher digits = pattern.matcher(text);
    if (!digits.matches()) {
      throw new IllegalArgumentException("is " + what + ", not " + Checks.quoted(text));
    }
    if (digits.group(2) != null) {
      findings.remark(
          where(key), key + ": what is after the number is no comment, and has no effect");
    }
    return digits.group(1);
  }

  /** One of these words. */
  <T> Optional<T> choice(String key, Map<String, T> meanings) {
    return one(
        key,
        text -> {
          if (!meanings.containsKey(text)) {
            throw new IllegalArgumentException(
                "is one of "
                    + String.join(", ", meanings.keySet())
                    + ", not "
                    + Checks.quoted(text)
                    + Suggestion.near(text, meanings.keySet()));
          }
          return meanings.get(text);
        });
  }

  void refuse(String key, String what) {
    findings.mistake(where(key), what);
  }

  /**
   * Names each key that nobody has asked for, once.
   *
   * @param elsewhere what to say of keys that mean something in another kind of section
   */
  void end(Map<String, String> elsewhere) {
    Set<String> named = new LinkedHashSet<>(known);
    for (IniLine line : lines) {
      if (named.add(line.key())) {
        String key = line.key();
        String hint = elsewhere.getOrDefault(key, Suggestion.near(key, known));
        findings.remark(
            line.where(), "unknown key " + Checks.quoted(key) + ", which has no effect" + hint);
      }
    }
  }
}
