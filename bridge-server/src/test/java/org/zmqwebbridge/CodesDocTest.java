package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.edge.CloseReason;

/** docs/codes.md has a row for every reason for which the bridge closes, with its code and text. */
class CodesDocTest {
  private static final Path PAGE = Path.of("..", "docs", "codes.md");

  @ParameterizedTest
  @EnumSource(CloseReason.class)
  void hasItsRow(CloseReason reason) throws IOException {
    String row = "| " + reason.status().code() + " | " + reason.status().text() + " |";
    assertTrue(Files.readString(PAGE).contains(row), row);
  }
}
