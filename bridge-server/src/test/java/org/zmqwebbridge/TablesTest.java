package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tables of the documents are for short things: a paragraph belongs below the table. */
class TablesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Characters of a cell as it is read: the words of a link, without where it leads. */
  private static final int LONGEST_CELL = 160;

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

  /** A list of names alone, which has no shorter form. */
  private static final Pattern NAMES = Pattern.compile("`[^`]+`(, `[^`]+`)*");

  private static List<Path> documents() throws IOException {
    return EnglishTest.texts("").stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  private static int length(String cell) {
    return NAMES.matcher(cell).matches()
        ? 0
        : LINK.matcher(cell).replaceAll("$1").replace("`", "").replace("*", "").length();
  }

  @Test
  void noCellHoldsAParagraph() throws IOException {
    List<String> tooLong = new ArrayList<>();
    int rows = 0;
    for (Path document : documents()) {
      for (String line : BLOCK.matcher(Files.readString(document)).replaceAll("").split("\n", -1)) {
        if (line.startsWith("|")) {
          rows++;
          for (String cell : BAR.split(line, -1)) {
            if (length(cell.strip()) > LONGEST_CELL) {
              tooLong.add(ROOT.relativize(document) + ": " + cell.strip());
            }
          }
        }
      }
    }
    assertEquals("", String.join("\n", tooLong));
    assertTrue(rows > 1000, "tables are not found");
  }
}
