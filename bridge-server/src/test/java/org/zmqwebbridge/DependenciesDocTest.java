package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/dependencies.md has a row, with a reason, for every library that runs beside our code. */
class DependenciesDocTest {
  private static final Path DOC = Path.of("../docs/dependencies.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([a-z, ]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

  /** What the build has resolved: {@code group:artifact:jar:version:scope (optional)}. */
  private static final Path RESOLVED = Path.of("target/runtime-dependencies.txt");

  private static final Pattern LIBRARY =
      Pattern.compile("(?m)^ +([\\w.-]+:[\\w.-]+):jar:[^:]+:(?:compile|runtime)(.*)$");

  private static List<MatchResult> rows() throws IOException {
    List<MatchResult> rows = ROW.matcher(Files.readString(DOC)).results().toList();
    assertTrue(rows.size() > 10, "the table is not found");
    return rows;
  }

  @Test
  void everyLibraryHasARowAndEveryRowItsLibrary() throws IOException {
    Map<String, Boolean> documented = new TreeMap<>(); // whether embedders get it
    for (MatchResult row : rows()) {
      List<String> in = Arrays.asList(row.group(2).split(", "));
      assertTrue(List.of("library", "jar", "rpc").containsAll(in), row.group());
      if (in.contains("jar")) {
        documented.put(row.group(1), in.contains("library"));
      }
    }
    Map<String, Boolean> resolved = new TreeMap<>();
    Matcher libraries = LIBRARY.matcher(Files.readString(RESOLVED));
    while (libraries.find()) {
      if (!libraries.group(1).startsWith("org.zmqwebbridge:")) {
        resolved.put(libraries.group(1), !libraries.group(2).contains("optional"));
      }
    }
    assertEquals(resolved, documented, "docs/dependencies.md; true: embedders get it too");
  }

  @Test
  void everyRowSaysWhyUnderWhichLicenceAndWhatElseThereIs() throws IOException {
    for (MatchResult row : rows()) {
      for (int column = 3; column <= 5; column++) {
        assertTrue(!row.group(column).isBlank(), row.group());
      }
    }
  }
}
