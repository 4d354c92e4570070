package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.demo.DemoOptions.ChatLanguage;

class DemoOptionsTest {
  @Test
  void withoutWordsThePortIs8000AndManagementIsEphemeral() {
    assertEquals(
        new DemoOptions(8000, "127.0.0.1:0", ChatLanguage.JAVA), DemoOptions.parse(List.of()));
  }

  @Test
  void everyOptionIsRead() {
    assertEquals(
        new DemoOptions(0, "127.0.0.1:9000", ChatLanguage.PYTHON),
        DemoOptions.parse(
            List.of("--port", "0", "--management", "127.0.0.1:9000", "--chat", "python")));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertWrong("--port 70000 is not a number from 0 to 65535", "--port", "70000");
    assertWrong("--port x is not a number from 0 to 65535", "--port", "x");
    assertWrong("--port needs a value", "--port");
    assertWrong("unknown option --prot", "--prot", "8000");
    assertWrong("unknown option 8000", "8000");
    assertWrong("--chat is java or python, not perl", "--chat", "perl");
  }

  private static void assertWrong(String message, String... words) {
    List<String> line = List.of(words);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse(line)).getMessage());
  }
}
