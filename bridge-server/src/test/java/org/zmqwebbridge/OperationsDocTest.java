package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** docs/OPERATIONS.md has a row for every setting and every counter, with the true default. */
class OperationsDocTest {
  private static final Path SETTINGS = Path.of("src/main/java/org/zmqwebbridge/LimitSettings.java");
  private final String doc = read(Path.of("../docs/OPERATIONS.md"));

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyCounterHasItsRow() {
    for (Counter counter : Counter.values()) {
      String row = "| `" + counter.metric() + "` | " + counter.description() + " |";
      assertTrue(doc.contains(row), row);
    }
  }

  @Test
  void everyGaugeHasItsRow() {
    for (Gauge gauge : Gauge.values()) {
      String row = "| `" + gauge.metric() + "` | " + gauge.description() + " |";
      assertTrue(doc.contains(row), row);
    }
  }

  @Test
  void everyLimitAndDeadlineHasItsRow() {
    List<String> keys =
        Pattern.compile("(limits|deadlines)\\s*\\.number\\(\\s*\"(\\w+)\"")
            .matcher(read(SETTINGS))
            .results()
            .map((MatchResult match) -> match.group(1) + "." + match.group(2))
            .toList();
    assertFalse(keys.size() < 20, "found only " + keys);
    for (String key : keys) {
      assertTrue(doc.contains("| `" + key + "` |"), key);
    }
  }
}
