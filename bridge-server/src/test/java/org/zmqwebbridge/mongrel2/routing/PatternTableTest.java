package org.zmqwebbridge.mongrel2.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes of one pattern lead where Mongrel2's do, as its own command has said for each. */
class PatternTableTest {
  private static final String TABLE = "/mongrel2/patterns.tsv";
  private static final int AT_LEAST = 150;

  /** A row of the table. */
  record Measured(String pattern, String path, boolean leads) {}

  static List<Measured> rows() throws IOException {
    try (InputStream table = PatternTableTest.class.getResourceAsStream(TABLE)) {
      return new String(table.readAllBytes(), US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Measured(cells[0], cells[1], cells[2].equals("yes")))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void leadsWhereTheirsDoes(Measured row) {
    RouteTree<String> routes = new RouteTree.Builder<String>().add(row.pattern(), "here").build();
    boolean isRoot = row.path().equals("/") && !row.pattern().startsWith("/(");
    boolean expected = row.leads() && (!isRoot || row.pattern().equals("/")); // the one difference
    assertEquals(expected, routes.find(row.path()).isPresent());
  }

  @Test
  void theTableIsLong() throws IOException {
    assertTrue(rows().size() >= AT_LEAST);
  }
}
