package org.zmqwebbridge.demo.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Options.Language;

class Mongrel2OptionsTest {
  @Test
  void theStandardPortIsMongrel2s() {
    assertEquals(
        new Mongrel2Options(6767, Language.EITHER), Mongrel2Options.parse(List.of("--mongrel2")));
  }

  @Test
  void optionsMayComeBeforeTheWordAndAfterIt() {
    assertEquals(
        new Mongrel2Options(0, Language.JAVA),
        Mongrel2Options.parse(List.of("--port", "0", "--mongrel2", "--handlers", "java")));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertWrong("unknown option --chat with --mongrel2", "--chat", "python");
    assertWrong("--port needs a value", "--port");
    assertWrong("--port 65536 is not a number from 0 to 65535", "--port", "65536");
    assertWrong("--handlers is java or python, not c", "--handlers", "c");
  }

  private static void assertWrong(String message, String... words) {
    List<String> line = List.of(words);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Mongrel2Options.parse(line))
            .getMessage());
  }
}
