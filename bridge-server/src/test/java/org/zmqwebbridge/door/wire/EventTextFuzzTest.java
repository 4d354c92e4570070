package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A client hears what was published, once, with its id, and nothing that a service made up. */
class EventTextFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "\u0003eu/",
            "\u0003a\nb\u0002c\r",
            "\u0002\u0000x",
            "\u0001\u00ff\u0000",
            "\u0006\nid: 1",
            "\u0004\ufffd",
            "\u0002\u00e2\u0082")
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
    if (!parts.isEmpty()) {
      EventId id = EventId.of(Integer.toHexString(Arrays.hashCode(bytes)), bytes.length);
      events(null, parts);
      events(id, parts);
      lines(null, parts);
      lines(id, parts);
    }
  }

  private static void events(EventId id, List<byte[]> parts) {
    ReferenceEvents.Event plain = only(id, EventForm.EVENTS.publication(id, parts));
    assertEquals("", plain.name());
    assertParts(parts, plain.data());
    ReferenceEvents.Event named = only(id, EventForm.NAMED_EVENTS.publication(id, parts));
    if (named.name().isEmpty()) {
      assertEquals(plain, named);
    } else {
      assertArrayEquals(parts.get(0), named.name().getBytes(UTF_8));
      assertParts(parts.subList(1, parts.size()), named.data());
    }
  }

  private static ReferenceEvents.Event only(EventId id, byte[] stream) {
    assertFalse(new String(stream, UTF_8).indexOf('\0') >= 0, "NUL");
    List<ReferenceEvents.Event> events = ReferenceEvents.read(stream).events();
    assertEquals(1, events.size());
    assertEquals(id == null ? "" : id.toString(), events.get(0).lastId());
    return events.get(0);
  }

  private static void lines(EventId id, List<byte[]> parts) {
    byte[] line = EventForm.LINES.publication(id, parts);
    String text = new String(line, UTF_8);
    assertEquals(text.length() - 1, text.indexOf('\n'), "one line");
    assertTrue(text.indexOf('\r') < 0, "which no reader splits");
    JsonObject object = JsonParser.parseString(text).getAsJsonObject();
    if (id == null) {
      assertNull(object.get("id"));
    } else {
      assertEquals(id.toString(), object.get("id").getAsString());
    }
    assertEquals(id == null ? 1 : 2, object.size());
    JsonElement message = object.get("message");
    List<JsonElement> all =
        parts.size() == 1 ? List.of(message) : message.getAsJsonArray().asList();
    assertJson(parts, all);
    JsonArray twice = new JsonArray();
    twice.add(line);
    twice.addAll(twice.bytes());
    List<JsonElement> array =
        JsonParser.parseString(new String(twice.bytes(), UTF_8)).getAsJsonArray().asList();
    assertEquals(List.of(object, object), array);
  }

  private static void assertParts(List<byte[]> parts, String data) {
    if (parts.size() > 1) {
      assertJson(parts, JsonParser.parseString(data).getAsJsonArray().asList());
    } else if (!Arrays.equals(parts.get(0), data.getBytes(UTF_8))) {
      assertArrayEquals(parts.get(0), bytes(JsonParser.parseString(data)));
    }
  }

  private static void assertJson(List<byte[]> parts, List<JsonElement> array) {
    assertEquals(parts.size(), array.size());
    for (int i = 0; i < parts.size(); i++) {
      assertArrayEquals(parts.get(i), bytes(array.get(i)));
    }
  }

  private static byte[] bytes(JsonElement part) {
    return part.isJsonObject()
        ? Base64.getDecoder().decode(part.getAsJsonObject().get("base64").getAsString())
        : part.getAsString().getBytes(UTF_8);
  }
}
