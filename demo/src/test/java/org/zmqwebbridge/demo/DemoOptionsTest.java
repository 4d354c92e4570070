package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  @Test
  void onlyLoopbackStaysOnThisMachine() {
    for (String host : List.of("127.0.0.1", "127.1.2.3", "localhost", "[::1]")) {
      assertTrue(options(host).staysOnThisMachine(), host);
    }
    for (String host : List.of("0.0.0.0", "*", "192.0.2.1", "[::]", "localhost.example", "")) {
      assertFalse(options(host).staysOnThisMachine(), host);
    }
  }

  private static DemoOptions options(String host) {
    return DemoOptions.parse(List.of("--management", host + ":9000"));
  }

  private static void assertWrong(String message, String... words) {
    List<String> line = List.of(words);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse(line)).getMessage());
  }
}
