package org.zmqwebbridge.mongrel2.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What patterns match, how much of it, and which mean nothing. */
class RoutePatternTest {
  @ParameterizedTest
  @CsvSource({
    "a*, aaab, 3",
    "a-, aaab, 0",
    "a-b, aaab, 4",
    "a?, aaab, 1",
    "a?ab, ab, 2",
    ".-/, a/b/c, 2",
    ".*/, a/b/c, 4",
    "(\\d+), 12ab, 2",
    "\\bxy, xaxbycyz, 7",
    ".*\\f[\\z], abc, 3",
    "[^/]+, abc/d, 3",
    "a+a+, aaa, 3",
    "b, abc, -1",
    "a$, ab, -1"
  })
  void matchesSoMuch(String pattern, String text, int end) {
    assertEquals(end, RoutePattern.parse(pattern).match(text, 0));
  }

  @Test
  void whatComesBeforeItsBeginningIsNotSeen() {
    assertEquals(3, RoutePattern.parse("\\f[a]a").match("aaa", 2));
    assertEquals(-1, RoutePattern.parse("a\\f[a]a").match("aaa", 1));
  }

  @Test
  void charactersBeyondBytesBelongToNothing() {
    assertFalse(RoutePattern.parse("\\a").matches("\u0101"));
    assertFalse(RoutePattern.parse(".").matches("\u0101"));
    assertTrue(RoutePattern.parse(".").matches("\u00e9"));
  }

  @Test
  void whatIsCutOffIsAPatternOrIsRefusedWithAReason() {
    String whole = "[^]a-z\\d]+\\bxy\\f[\\z]";
    int refused = 0;
    for (int length = 0; length <= whole.length(); length++) {
      String cut = whole.substring(0, length);
      try {
        assertEquals(cut, RoutePattern.parse(cut).toString());
      } catch (MalformedPatternException malformed) {
        assertTrue(malformed.getMessage().startsWith("the pattern '" + cut + "' "));
        refused++;
      }
    }
    assertEquals(16, refused);
  }

  @Test
  void oneThatIsTooLongIsRefused() {
    RoutePattern.parse("a".repeat(RoutePattern.MAX_CHARACTERS));
    String tooLong = "a".repeat(RoutePattern.MAX_CHARACTERS + 1);
    MalformedPatternException refused =
        assertThrows(MalformedPatternException.class, () -> RoutePattern.parse(tooLong));
    assertTrue(refused.getMessage().contains("write at most 1024"), refused.getMessage());
  }

  @Test
  void manyChoicesAreNotMultiplied() {
    String text = "a".repeat(8000);
    assertFalse(RoutePattern.parse("a*".repeat(60) + "b").matches(text));
    assertFalse(RoutePattern.parse("a-".repeat(60) + "b").matches(text));
    assertFalse(RoutePattern.parse("a?".repeat(60) + "a*a*b").matches(text));
    assertFalse(RoutePattern.parse(".*\\b()".repeat(20) + "b").matches("(".repeat(8000)));
    assertEquals(60, RoutePattern.parse("a?".repeat(60)).match(text, 0));
  }
}
