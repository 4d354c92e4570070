package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.json.ReferenceJson;

/** Text survives its way into JSON; what is no text is replaced as the standard says. */
class TextFuzzTest {
  /** Table 3-7 of the Unicode standard: the ranges of each byte of a well-formed sequence. */
  private static final int[][][] WELL_FORMED = {
    {{0x00, 0x7f}},
    {{0xc2, 0xdf}, {0x80, 0xbf}},
    {{0xe0, 0xe0}, {0xa0, 0xbf}, {0x80, 0xbf}},
    {{0xe1, 0xec}, {0x80, 0xbf}, {0x80, 0xbf}},
    {{0xed, 0xed}, {0x80, 0x9f}, {0x80, 0xbf}},
    {{0xee, 0xef}, {0x80, 0xbf}, {0x80, 0xbf}},
    {{0xf0, 0xf0}, {0x90, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}},
    {{0xf1, 0xf3}, {0x80, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}},
    {{0xf4, 0xf4}, {0x80, 0x8f}, {0x80, 0xbf}, {0x80, 0xbf}},
  };

  @FuzzTest
  void replacingIllFormed(byte[] bytes) {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    boolean illFormed = false;
    for (int at = 0; at < bytes.length; ) {
      int longest = 0;
      boolean whole = false;
      for (int[][] row : WELL_FORMED) {
        int matched = matched(bytes, at, row);
        longest = Math.max(longest, matched);
        whole |= matched == row.length;
      }
      if (whole) {
        expected.write(bytes, at, longest);
      } else {
        illFormed = true;
        expected.writeBytes("\ufffd".getBytes(UTF_8));
      }
      at += Math.max(1, longest);
    }
    byte[] text = Utf8.replacingIllFormed(bytes);
    assertArrayEquals(expected.toByteArray(), text);
    assertEquals(illFormed, text != bytes);
    assertSame(text, Utf8.replacingIllFormed(text));
    assertArrayEquals(text, new String(text, UTF_8).getBytes(UTF_8));
  }

  private static int matched(byte[] bytes, int at, int[][] row) {
    int matched = 0;
    while (matched < row.length && at + matched < bytes.length) {
      int b = bytes[at + matched] & 0xff;
      if (b < row[matched][0] || b > row[matched][1]) {
        break;
      }
      matched++;
    }
    return matched;
  }

  @FuzzTest
  void contains(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String needle = choices.text(200);
    String text = choices.text(1000);
    byte[] utf8 = text.getBytes(UTF_8);
    byte[] part = needle.getBytes(UTF_8);
    assertEquals(text.contains(needle), Utf8.contains(utf8, part));
    assertEquals(true, Utf8.contains((needle + text).getBytes(UTF_8), part));
    assertEquals(true, Utf8.contains((text + needle).getBytes(UTF_8), part));
    String middle = text + needle + text;
    assertEquals(true, Utf8.contains(middle.getBytes(UTF_8), part));
  }

  @FuzzTest
  void jsonString(byte[] bytes) throws Exception {
    String text = new String(bytes, UTF_8);
    assertEquals(text, ReferenceJson.read(JsonString.quote(text)));
    byte[] utf8 = text.getBytes(UTF_8);
    byte[] target = new byte[JsonString.escapedLength(utf8) + 7];
    Arrays.fill(target, (byte) '#');
    int end = JsonString.escape(utf8, target, 3);
    assertEquals(target.length - 4, end, "as long as was said");
    String quoted = JsonString.quote(text);
    String between = quoted.substring(1, quoted.length() - 1);
    assertEquals("###" + between + "####", new String(target, UTF_8));
  }
}
