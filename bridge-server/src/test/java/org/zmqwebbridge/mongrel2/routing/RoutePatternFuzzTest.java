package org.zmqwebbridge.mongrel2.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * A pattern matches or does not, within the text and always the same, or is refused with a reason;
 * and backtracking without a memory finds the same where it comes to an end.
 */
class RoutePatternFuzzTest {
  @FuzzTest
  void match(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int cut = all.indexOf('\n');
    String pattern = cut < 0 ? all : all.substring(0, cut);
    String text = cut < 0 ? "" : all.substring(cut + 1);
    RoutePattern parsed;
    try {
      parsed = RoutePattern.parse(pattern);
    } catch (MalformedPatternException refused) {
      assertFalse(refused.getMessage().isEmpty());
      return;
    }
    int end = parsed.match(text, 0);
    assertTrue(end >= -1 && end <= text.length());
    assertEquals(end, parsed.match(text, 0));
    Backtracking plain = new Backtracking(new PatternParser(pattern).parse(), text);
    int expected = plain.match(0, 0);
    if (!plain.isTired()) {
      assertEquals(expected, end);
    }
  }
}
