package org.zmqwebbridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a table of the guides says of a setting.
 *
 * @param standard its default, as written
 * @param meaning in Markdown
 */
record SettingRow(String standard, String meaning) {
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| (`[a-z]\\w*(?:\\.\\w+)*`(?:, `[\\w.]+`)*) \\| ([^|]+) \\| ([^|]+) \\|");

  /** All rows of docs/OPERATIONS.md and docs/access.md, by the setting's path. */
  static Map<String, SettingRow> all() {
    Map<String, SettingRow> rows = new LinkedHashMap<>();
    for (String guide : List.of("OPERATIONS.md", "access.md")) {
      for (MatchResult row : ROW.matcher(read(Path.of("../docs", guide))).results().toList()) {
        for (String path : row.group(1).replace("`", "").split(", ", -1)) {
          rows.putIfAbsent(path, new SettingRow(row.group(2), row.group(3)));
        }
      }
    }
    return rows;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All examples in YAML of a document. */
  static List<String> examples(Path document) {
    List<String> examples = new ArrayList<>();
    Pattern yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    yaml.matcher(read(document)).results().forEach(match -> examples.add(match.group(1)));
    return examples;
  }

  /** Meaning and default, without Markdown. */
  String description() {
    String plain = meaning.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").replace("`", "");
    return plain + " (default: " + standard.replace("`", "") + ")";
  }
}
