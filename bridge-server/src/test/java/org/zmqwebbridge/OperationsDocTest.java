package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.RowGauge;
import org.zmqwebbridge.observe.Timing;

/** docs/OPERATIONS.md has a row for every setting and every counter, with the true default. */
class OperationsDocTest {
  /** Nothing is lost when they are over: a ping is sent, the bridge has stopped. */
  private static final Set<String> WITHOUT_COUNTER =
      Set.of("deadlines.pingMillis", "deadlines.shutdownMillis");

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
      String row = row(counter.metric(), counter.description(), counter.isPerEndpoint());
      assertTrue(doc.contains(row), row);
    }
  }

  @Test
  void everyGaugeHasItsRow() {
    for (Gauge gauge : Gauge.values()) {
      String row = row(gauge.metric(), gauge.description(), gauge.isPerEndpoint());
      assertTrue(doc.contains(row), row);
    }
  }

  @Test
  void everyGaugeOfSeveralThingsHasItsRow() {
    for (RowGauge gauge : RowGauge.values()) {
      String row =
          "| `" + gauge.metric() + "` | " + gauge.description() + " | by `" + gauge.label() + "` |";
      assertTrue(doc.contains(row), row);
    }
  }

  @Test
  void everyHistogramHasItsRow() {
    for (Timing timing : Timing.values()) {
      String row = row(timing.metric(), timing.description(), true);
      assertTrue(doc.contains(row), row);
    }
  }

  private static String row(String metric, String description, boolean perEndpoint) {
    return "| `" + metric + "` | " + description + (perEndpoint ? " | ✓ |" : " | |");
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

  @Test
  void everyLimitAndDeadlineNamesACounterThatExists() {
    Set<String> counters =
        Arrays.stream(Counter.values()).map(Counter::metric).collect(Collectors.toSet());
    Pattern row = Pattern.compile("(?m)^\\| `((?:limits|deadlines)\\.\\w+)` \\|.*\\| ([^|]+) \\|$");
    for (MatchResult match : row.matcher(doc).results().toList()) {
      if (!WITHOUT_COUNTER.contains(match.group(1))) {
        for (String name : match.group(2).split(", ", -1)) {
          assertTrue(counters.contains(name.replace("`", "")), match.group());
        }
      }
    }
  }
}
