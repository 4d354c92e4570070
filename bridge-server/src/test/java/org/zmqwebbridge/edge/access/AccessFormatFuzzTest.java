package org.zmqwebbridge.edge.access;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.net.InetAddresses;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.zmqwebbridge.edge.access.AccessEntry.Kind;

/** Whatever clients send, the access log says it in one line, and in its place. */
class AccessFormatFuzzTest {
  /** A text in quotes whose quotes and backslashes are escaped. */
  private static final String TEXT = "\"((?:[^\"\\\\]++|\\\\.)*+)\"";

  private static final Pattern COMBINED =
      Pattern.compile(
          "192\\.0\\.2\\.1 - - \\[01/Jan/1970:00:00:00 \\+0000] "
              + TEXT
              + " 404 5 "
              + TEXT
              + " "
              + TEXT);

  @FuzzTest
  void line(byte[] bytes) {
    String[] texts = new String(bytes, UTF_16BE).split("\0", 4);
    String[] parts = {"GET", "/", "", ""};
    System.arraycopy(texts, 0, parts, 0, texts.length);
    AccessEntry entry =
        new AccessEntry(
            Instant.EPOCH,
            InetAddresses.forString("192.0.2.1"),
            Kind.HTTP,
            parts[0],
            parts[1],
            "HTTP/1.1",
            parts[3],
            404,
            1,
            5,
            2,
            OptionalInt.empty(),
            OptionalLong.of(9),
            AccessEntry.withoutQuery(parts[2]),
            parts[3]);
    String combined = AccessFormat.COMBINED.line(entry);
    assertTrue(COMBINED.matcher(combined).matches(), combined);
    String json = AccessFormat.JSON.line(entry);
    for (String line : new String[] {combined, json}) {
      assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
    }
    JsonObject read = JsonParser.parseString(json).getAsJsonObject();
    assertEquals(cut(parts[0]), text(read, "method"));
    assertEquals(cut(parts[1]), text(read, "path"));
    assertEquals(cut(parts[3]), text(read, "userAgent"));
    assertTrue(text(read, "referer").indexOf('?') < 0);
    assertEquals(404, read.get("status").getAsInt());
  }

  private static String cut(String text) {
    return text.length() <= AccessFormat.MAX_TEXT
        ? text
        : text.substring(0, AccessFormat.MAX_TEXT) + "...";
  }

  private static String text(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsString() : "";
  }
}
