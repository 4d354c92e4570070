package org.zmqwebbridge.virtualsocket.second.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One table of errors: the specification's, and this one. */
class WireErrorTest {
  private static final Path PAGE = Path.of("../docs/protocol/PROTOCOL-2.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+) \\| `(\\w+)` \\| ([\\w, ]+) \\| ", Pattern.MULTILINE);

  private static Set<String> words(Stream<String> words) {
    return words.collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theSpecificationsTableIsThisOne() throws IOException {
    List<String> page =
        ROW.matcher(Files.readString(PAGE)).results().map(WireErrorTest::row).toList();
    assertEquals(Stream.of(WireError.values()).map(WireErrorTest::row).toList(), page);
  }

  private static String row(MatchResult row) {
    return row.group(1) + " " + row.group(2) + " " + words(Stream.of(row.group(3).split(", ")));
  }

  private static String row(WireError error) {
    Set<String> places = words(error.places().stream().map(ErrorPlace::word));
    return error.code() + " " + error.word() + " " + places;
  }

  @Test
  void everyNumberMeansOneThing() {
    List<Integer> codes = Stream.of(WireError.values()).map(WireError::code).toList();
    assertEquals(codes.size(), Set.copyOf(codes).size());
  }

  @Test
  void everyTextIsASentenceForPeople() {
    for (WireError error : WireError.values()) {
      assertTrue(error.text().endsWith("."), error.text());
      assertTrue(error.text().length() <= 160, error.text());
    }
  }
}
