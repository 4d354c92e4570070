package org.zmqwebbridge.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When one location leaves another nothing. */
class LocationReachTest {
  private static LocationPath path(String text) {
    return text.startsWith("url ")
        ? LocationPath.url(text.substring(4))
        : LocationPath.prefix(text);
  }

  @Test
  void twoThatSayTheSameAreEqual() {
    assertEquals(LocationPath.url("/a/(.+)"), LocationPath.url("/a/(.+)"));
    assertEquals(LocationPath.prefix("/a/"), LocationPath.prefix("/a/"));
    assertFalse(LocationPath.prefix("/a/").equals(LocationPath.url("/a/")));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/, /a/",
    "/a/, /a/b/",
    "/a/, url /a/(.*)",
    "/a, /a/",
    "url /(.+), url /pub/(.+)",
    "url /(.*), /pub/",
    "url ^/a/(.+)$, url /a/(\\d+)/pub",
    "/a/, url /a/(\\d+)",
    "/a/, url /a/b(\\d+)?",
    "url /x-(\\d+), url /x-(\\d+)",
    "url /a\\.b/(.+), /a.b/c/"
  })
  void oneThatTakesAllThatAnotherMatchesCoversIt(String earlier, String later) {
    assertTrue(path(earlier).covers(path(later)));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b/, /a/",
    "/a/, /b/",
    "/a/, /a",
    "/a/, url /a/?(.+)",
    "url /a/(.+), url /a/(.*)",
    "/a/, url /(a|b)/(?:.+)",
    "/a/, url /a/x|/b/x",
    "url /a/(\\d+), /a/",
    "url /a.b/(.+), /a.b/c/",
    "url /a/(.+)/pub, /a/"
  })
  void oneThatLeavesItSomethingOrCannotBeToldDoesNot(String earlier, String later) {
    assertFalse(path(earlier).covers(path(later)));
  }
}
