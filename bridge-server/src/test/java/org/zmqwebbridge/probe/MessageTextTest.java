package org.zmqwebbridge.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
  private static final byte[] BYTES = {(byte) 0xff, 0, 'a'};

  private static String line(MessageText text, byte[]... parts) {
    return new String(text.line(List.of(parts)), UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void partsHaveATabBetweenThem() {
    assertEquals("a\tb\n", line(MessageText.PLAIN, utf8("a"), utf8("b")));
    assertEquals("\ta\n", line(MessageText.PLAIN, utf8(""), utf8("a")));
  }

  @Test
  void whatATerminalShouldNotSeeIsEscaped() {
    assertEquals("\\x1b[2J\\n\\tü\n", line(MessageText.PLAIN, utf8("\u001b[2J\n\tü")));
    assertEquals("\\xff\\x00a\n", line(MessageText.PLAIN, BYTES));
  }

  @Test
  void rawBytesAreLeftAlone() {
    assertArrayEquals(BYTES, MessageText.RAW.line(List.of(BYTES)));
  }

  @Test
  void jsonHoldsAnything() {
    assertEquals("\"ü\\n\"\n", line(MessageText.JSON, utf8("ü\n")));
    assertEquals("[\"a\",{\"base64\":\"/wBh\"}]\n", line(MessageText.JSON, utf8("a"), BYTES));
    List<byte[]> read = MessageText.JSON.read("[\"a\", {\"base64\": \"/wBh\"}]");
    assertEquals(2, read.size());
    assertArrayEquals(utf8("a"), read.get(0));
    assertArrayEquals(BYTES, read.get(1));
    assertArrayEquals(utf8("x"), MessageText.JSON.read(" \"x\" ").get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "\"a\", \"b\"",
        "[\"a\"], \"b\"",
        "{\"a\": 1}",
        "hello",
        "{\"base64\": \"!\"}"
      })
  void whatIsNoMessageIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> MessageText.JSON.read(line));
  }
}
