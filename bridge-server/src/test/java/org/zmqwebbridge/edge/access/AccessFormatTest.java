package org.zmqwebbridge.edge.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.net.InetAddresses;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.access.AccessEntry.Kind;

/** How lines of the access log look. */
class AccessFormatTest {
  private static AccessEntry entry(String method, String path, String userAgent) {
    return new AccessEntry(
        Instant.parse("2026-03-01T09:05:07.123456Z"),
        InetAddresses.forString("2001:db8::1"),
        Kind.HTTP,
        method,
        path,
        method.isEmpty() ? "" : "HTTP/1.1",
        "example.org",
        200,
        3,
        14,
        7,
        OptionalInt.empty(),
        OptionalLong.empty(),
        "https://example.org/page",
        userAgent);
  }

  @Test
  void combinedIsWhatOtherProgramsRead() {
    assertEquals(
        "2001:db8::1 - - [01/Mar/2026:09:05:07 +0000] \"POST /req/echo HTTP/1.1\" 200 14"
            + " \"https://example.org/page\" \"curl/8\"",
        AccessFormat.COMBINED.line(entry("POST", "/req/echo", "curl/8")));
  }

  @Test
  void jsonSaysMore() {
    assertEquals(
        "{\"time\":\"2026-03-01T09:05:07.123Z\",\"kind\":\"http\",\"client\":\"2001:db8::1\","
            + "\"method\":\"POST\",\"path\":\"/req/echo\",\"version\":\"HTTP/1.1\","
            + "\"host\":\"example.org\",\"status\":200,\"received\":3,\"sent\":14,\"millis\":7,"
            + "\"referer\":\"https://example.org/page\",\"userAgent\":\"curl/8\"}",
        AccessFormat.JSON.line(entry("POST", "/req/echo", "curl/8")));
  }

  @Test
  void aRequestThatCouldNotBeReadIsADash() {
    assertEquals(
        "2001:db8::1 - - [01/Mar/2026:09:05:07 +0000] \"-\" 200 14"
            + " \"https://example.org/page\" \"-\"",
        AccessFormat.COMBINED.line(entry("", "", "")));
  }

  @Test
  void nobodyMakesASecondLineOrEndsAText() {
    String line = AccessFormat.COMBINED.line(entry("GET", "/a\"\n\\\u001b[31m", "x\r\u00e9"));
    assertEquals(
        "2001:db8::1 - - [01/Mar/2026:09:05:07 +0000]"
            + " \"GET /a\\\"\\u000a\\\\\\u001b[31m HTTP/1.1\" 200 14"
            + " \"https://example.org/page\" \"x\\u000d\\u00e9\"",
        line);
  }

  @Test
  void whatIsLongIsCut() {
    String line = AccessFormat.COMBINED.line(entry("GET", "/" + "a".repeat(1000), "b"));
    assertEquals(
        "\"GET /" + "a".repeat(299) + "... HTTP/1.1\"",
        line.substring(line.indexOf('"'), line.indexOf("1.1\"") + 4));
  }

  @Test
  void anAddressLosesItsQuery() {
    assertEquals("https://a/b", AccessEntry.withoutQuery("https://a/b?token=c#d"));
    assertEquals("https://a/b", AccessEntry.withoutQuery("https://a/b#token=c"));
    assertEquals("", AccessEntry.withoutQuery("?x"));
    assertEquals("https://a/b", AccessEntry.withoutQuery("https://a/b"));
  }
}
