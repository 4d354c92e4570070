package org.zmqwebbridge.it.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/faults.md has the rules that are played, no more and no fewer. */
final class FaultDocTest {
  private static final Path GUIDE = Path.of("..", "docs", "faults.md");
  private static final String OTHER_HEADING = "### What it took";

  @Test
  void theGuideHasTheRulesThatArePlayed() throws IOException {
    List<String> lines = Files.readAllLines(GUIDE);
    int end = lines.indexOf(OTHER_HEADING);
    assertTrue(end > 0, "no heading " + OTHER_HEADING);
    assertEquals(
        rules(Scenarios.markdown().lines()),
        rules(lines.subList(lines.indexOf(firstHeading()), end).stream()),
        "zwb faults --list prints what belongs there");
  }

  private static String firstHeading() {
    return "### " + Scenarios.chapters().get(0).what();
  }

  private static List<String> rules(Stream<String> lines) {
    return lines.filter(line -> !line.isBlank()).toList();
  }

  @Test
  void theGuideSaysHowManyThereAre() throws IOException {
    int count = Scenarios.containing("").size();
    assertTrue(count >= 40, "that was " + count);
    assertTrue(Files.readString(GUIDE).contains("./zwb faults     " + count + " scenarios"));
  }
}
