package org.zmqwebbridge.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What probably made YAML unreadable, where the parser's own words do not tell. */
final class YamlHint {
  private static final Pattern BRACKETS =
      Pattern.compile(":\\s+(\\[[0-9a-fA-F:.%]*:[0-9a-fA-F:.%]*]:[0-9]+)");
  private static final Pattern STAR = Pattern.compile(":\\s+(\\*:[0-9]+)");

  private YamlHint() {}

  /**
   * A sentence to put after the parser's; empty if there is no better one.
   *
   * @param number of the line where the parser gave up, from 1
   */
  static String on(String text, int number) {
    List<String> lines = text.lines().toList();
    for (int i = Math.min(number, lines.size()) - 1; i >= Math.max(0, number - 2); i--) {
      String line = lines.get(i);
      if (line.matches("[ \t]*\t.*")) {
        return "; line "
            + (i + 1)
            + " begins with a tab, and YAML indents with spaces only: replace it";
      }
      for (Pattern pattern : List.of(BRACKETS, STAR)) {
        Matcher address = pattern.matcher(line);
        if (address.find()) {
          return "; put the address into quotes: \"" + address.group(1) + "\"";
        }
      }
    }
    return "";
  }
}
