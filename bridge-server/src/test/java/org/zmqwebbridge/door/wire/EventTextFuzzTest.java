package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A client hears what was published, once, and nothing that a service has made up. */
class EventTextFuzzTest {
  /**
   * What a client dispatches.
   *
   * @param name empty: none
   */
  private record Event(String name, String data) {}

  /** As HTML, section 9.2.6, says it, line by line; fields that nobody sends are a mistake. */
  private static List<Event> read(byte[] stream) {
    String text = new String(stream, UTF_8);
    assertFalse(text.indexOf('\0') >= 0, "NUL");
    List<Event> events = new ArrayList<>();
    StringBuilder data = new StringBuilder();
    String name = "";
    for (String line : text.split("\r\n|\n|\r", -1)) {
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("(?s)^ ", "");
      if (line.isEmpty()) {
        if (data.length() > 0) {
          events.add(new Event(name, data.substring(0, data.length() - 1)));
        }
        data.setLength(0);
        name = "";
      } else if (line.startsWith("data:")) {
        data.append(value).append('\n');
      } else if (line.startsWith("event:")) {
        name = value;
      } else {
        throw new AssertionError("a line of a service's: " + line);
      }
    }
    assertEquals(0, data.length(), "an event without end");
    return events;
  }

  static Stream<byte[]> seeds() {
    return Stream.of("\u0003eu/", "\u0003a\nb\u0002c\r", "\u0002\u0000x", "\u0001\u00ff\u0000")
        .map(seed -> seed.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void publications(byte[] bytes) {
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) { // each begins with its length
      int end = Math.min(bytes.length, at + 1 + (bytes[at] & 31));
      parts.add(Arrays.copyOfRange(bytes, at + 1, end));
      at = end;
    }
    if (parts.isEmpty()) {
      return;
    }
    Event plain = only(EventText.event(parts));
    assertEquals("", plain.name());
    assertParts(parts, plain.data());
    Event named = only(EventText.named(parts));
    if (named.name().isEmpty()) {
      assertEquals(plain, named);
    } else {
      assertArrayEquals(parts.get(0), named.name().getBytes(UTF_8));
      assertParts(parts.subList(1, parts.size()), named.data());
    }
  }

  private static Event only(byte[] stream) {
    List<Event> events = read(stream);
    assertEquals(1, events.size());
    return events.get(0);
  }

  private static void assertParts(List<byte[]> parts, String data) {
    if (parts.size() > 1) {
      List<JsonElement> array = JsonParser.parseString(data).getAsJsonArray().asList();
      assertEquals(parts.size(), array.size());
      for (int i = 0; i < parts.size(); i++) {
        assertArrayEquals(parts.get(i), bytes(array.get(i)));
      }
    } else if (!Arrays.equals(parts.get(0), data.getBytes(UTF_8))) {
      assertArrayEquals(parts.get(0), bytes(JsonParser.parseString(data)));
    }
  }

  private static byte[] bytes(JsonElement part) {
    return part.isJsonObject()
        ? Base64.getDecoder().decode(part.getAsJsonObject().get("base64").getAsString())
        : part.getAsString().getBytes(UTF_8);
  }
}
