package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * A JSON Patch (RFC 6902) of the body of a held response.
 *
 * <p>Pure; needs the library of {@code jakarta.json}, and comes to nothing where there is none.
 */
final class BodyPatch {
  /** So many operations a patch may have. */
  static final int MAX_OPERATIONS = 1_000;

  /** How deep what it makes may be nested. */
  static final int MAX_DEPTH = 64;

  private BodyPatch() {}

  /**
   * Applies it.
   *
   * @param body JSON, perhaps with a line feed at its end, which stays
   * @param patch the operations, as JSON
   * @param maxBytes the longest that it may be then
   * @return empty: it does not apply, or what it makes is too long
   */
  static Optional<byte[]> apply(byte[] body, String patch, int maxBytes) {
    String text = new String(body, UTF_8);
    try {
      boolean isJson = StrictJson.isValue(text);
      boolean isShort = StrictJson.array(patch).size() <= MAX_OPERATIONS;
      return isJson && isShort ? patched(text, patch, maxBytes) : Optional.empty();
    } catch (MalformedTextException none) {
      return Optional.empty();
    } catch (JsonException | ClassCastException | IllegalArgumentException mismatch) {
      return Optional.empty(); // also of what the library says so about values of other types
    } catch (NullPointerException | IndexOutOfBoundsException incomplete) {
      return Optional.empty(); // so about operations that lack a member, and about places
    } catch (NoClassDefFoundError missing) {
      return Optional.empty();
    }
  }

  /**
   * One operation after the other: copies of copies grow fast, and nothing grows past the limit.
   */
  private static Optional<byte[]> patched(String text, String patch, int maxBytes) {
    JsonStructure changed = structure(text);
    for (JsonValue operation : structure(patch).asJsonArray()) {
      JsonArray alone = Json.createArrayBuilder().add(operation).build();
      changed = Json.createPatch(alone).apply(changed);
      if (room(changed, maxBytes, MAX_DEPTH) < 0) {
        return Optional.empty();
      }
    }
    String written = text.endsWith("\n") ? changed + "\n" : changed.toString();
    return Optional.of(written.getBytes(UTF_8)).filter(bytes -> bytes.length <= maxBytes);
  }

  /** What is left of so many characters after a value; below 0: it is longer, or too deep. */
  private static long room(JsonValue value, long room, int depth) {
    long left = room - 1;
    if (depth == 0 || left < 0) {
      return -1;
    }
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonValue> member : object.entrySet()) {
        left = room(member.getValue(), left - member.getKey().length() - 3, depth - 1);
        if (left < 0) {
          return left;
        }
      }
      return left;
    }
    if (value instanceof JsonArray array) {
      for (JsonValue element : array) {
        left = room(element, left, depth - 1);
        if (left < 0) {
          return left;
        }
      }
      return left;
    }
    return value instanceof JsonString string ? left - string.getChars().length() : left;
  }

  private static JsonStructure structure(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.read();
    }
  }
}
