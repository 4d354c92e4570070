package org.zmqwebbridge.demo.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions.Language;

class BlastbeatOptionsTest {
  @Test
  void theStandardPortIsThatOfBlastBeatsOwnExample() {
    assertEquals(
        new BlastbeatOptions(8080, Language.EACH), BlastbeatOptions.parse(List.of("--blastbeat")));
  }

  @Test
  void optionsMayComeBeforeTheWordAndAfterIt() {
    assertEquals(
        new BlastbeatOptions(0, Language.PYTHON),
        BlastbeatOptions.parse(List.of("--port", "0", "--blastbeat", "--nodes", "python")));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertWrong("unknown option --handlers with --blastbeat", "--handlers", "java");
    assertWrong("--nodes needs a value", "--nodes");
    assertWrong("--port 65536 is not a number from 0 to 65535", "--port", "65536");
    assertWrong("--nodes is java or python, not ruby", "--nodes", "ruby");
  }

  private static void assertWrong(String message, String... words) {
    List<String> line = List.of(words);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> BlastbeatOptions.parse(line))
            .getMessage());
  }
}
