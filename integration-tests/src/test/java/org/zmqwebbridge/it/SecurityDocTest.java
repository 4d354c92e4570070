package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/security.md and docs/promises.md say of tests is true: each that they name exists. */
class SecurityDocTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern TEST = Pattern.compile("\\[([^\\]]+)\\]\\(([^)]+Test\\.java)\\)");
  private static final int THREATS = 29;

  private static List<MatchResult> tests(String line) {
    return TEST.matcher(line).results().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"security.md", "promises.md"})
  void everyTestThatIsNamedExists(String page) throws IOException {
    List<String> missing = new ArrayList<>();
    for (MatchResult link : tests(Files.readString(DOCS.resolve(page)))) {
      Path file = DOCS.resolve(link.group(2));
      Pattern method = Pattern.compile("\\s" + link.group(1) + "\\(");
      if (!Files.exists(file) || !method.matcher(Files.readString(file)).find()) {
        missing.add(link.group());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyThreatHasATest() throws IOException {
    String[] threats =
        Files.readString(DOCS.resolve("security.md"))
            .split("(?m)^## ", -1)[1]
            .split("(?m)^### ", -1);
    assertEquals(THREATS, threats.length - 1);
    for (int i = 1; i <= THREATS; i++) {
      assertTrue(threats[i].startsWith(i + ". "), "in their order");
      assertTrue(!tests(threats[i]).isEmpty(), threats[i]);
    }
  }

  @Test
  void everyPromiseHasATest() throws IOException {
    List<String> promises =
        Files.readAllLines(DOCS.resolve("promises.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.matches("\\| (promise|fault) \\|.*"))
            .toList();
    assertTrue(promises.size() > 20, "that was " + promises.size());
    for (String promise : promises) {
      assertTrue(!tests(promise).isEmpty(), promise);
    }
  }
}
