package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What the names with a {@code #} stand for in one conversation.
 *
 * <p>Owner thread: the test's.
 */
final class Variables {
  private final Map<String, JsonElement> values = new HashMap<>();
  private final Map<String, byte[]> frames = new HashMap<>();

  /** A service's frame as text; one that is not UTF-8 gets a text of its own. */
  String text(byte[] frame) {
    String text = new String(frame, UTF_8);
    if (Arrays.equals(text.getBytes(UTF_8), frame)) {
      return text;
    }
    String hex = "hex:" + HexFormat.of().formatHex(frame);
    frames.put(hex, frame);
    return hex;
  }

  /** The frame that a text stands for. */
  byte[] bytes(String text) {
    String value = values.containsKey(text) ? values.get(text).getAsString() : text;
    return frames.getOrDefault(value, value.getBytes(UTF_8));
  }

  /** A copy with every known name replaced by its value. */
  JsonElement filledIn(JsonElement element) {
    if (element.isJsonObject()) {
      JsonObject filled = new JsonObject();
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> filled.add(entry.getKey(), filledIn(entry.getValue())));
      return filled;
    }
    if (element.isJsonArray()) {
      JsonArray filled = new JsonArray();
      element.getAsJsonArray().forEach(inner -> filled.add(filledIn(inner)));
      return filled;
    }
    return isName(element) ? values.getOrDefault(element.getAsString(), element) : element;
  }

  private static boolean isName(JsonElement element) {
    return element instanceof JsonPrimitive primitive
        && primitive.isString()
        && primitive.getAsString().matches("#\\w+");
  }

  /** Equal as JSON, where a name is equal to anything the first time. */
  void match(JsonElement expected, JsonElement actual) {
    if (isName(expected)) {
      JsonElement known = values.putIfAbsent(expected.getAsString(), actual);
      assertEquals(known == null ? actual : known, actual, expected.getAsString());
    } else if (expected.isJsonObject() && actual.isJsonObject()) {
      matchMembers(expected.getAsJsonObject(), actual.getAsJsonObject());
    } else if (expected.isJsonArray() && actual.isJsonArray()) {
      matchElements(expected.getAsJsonArray(), actual.getAsJsonArray());
    } else {
      assertEquals(expected, actual);
    }
  }

  private void matchMembers(JsonObject expected, JsonObject actual) {
    assertEquals(expected.keySet(), actual.keySet(), actual::toString);
    for (String key : expected.keySet()) {
      match(expected.get(key), actual.get(key));
    }
  }

  private void matchElements(JsonArray expected, JsonArray actual) {
    assertEquals(expected.size(), actual.size(), actual::toString);
    for (int i = 0; i < expected.size(); i++) {
      match(expected.get(i), actual.get(i));
    }
  }
}
