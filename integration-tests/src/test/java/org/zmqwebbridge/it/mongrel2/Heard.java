package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;

/**
 * One message as a handler hears it, read strictly: three words, headers, body, and nothing more.
 *
 * @param headers JSON strings and arrays; those of tnetstrings as such, one character for each byte
 * @param body one character for each byte
 */
record Heard(String sender, long id, String path, Map<String, JsonElement> headers, String body) {
  static Heard of(byte[] message) {
    String text = new String(message, ISO_8859_1);
    String[] words = text.split(" ", 4);
    int colon = words[3].indexOf(':');
    int length = Integer.parseInt(words[3].substring(0, colon));
    String block = words[3].substring(colon + 1, colon + 1 + length);
    char closing = words[3].charAt(colon + 1 + length);
    String rest = words[3].substring(colon + 2 + length);
    int bodyColon = rest.indexOf(':');
    int bodyLength = Integer.parseInt(rest.substring(0, bodyColon));
    String body = rest.substring(bodyColon + 1, bodyColon + 1 + bodyLength);
    assertEquals(",", rest.substring(bodyColon + 1 + bodyLength), text);
    Map<String, JsonElement> headers =
        closing == ',' ? json(block) : tnetstrings(length + ":" + block + closing);
    return new Heard(words[0], Long.parseLong(words[1]), words[2], headers, body);
  }

  private static Map<String, JsonElement> json(String block) {
    String text = new String(block.getBytes(ISO_8859_1), UTF_8);
    return new LinkedHashMap<>(JsonParser.parseString(text).getAsJsonObject().asMap());
  }

  private static Map<String, JsonElement> tnetstrings(String text) {
    try {
      Map<String, JsonElement> all = new LinkedHashMap<>();
      Object value = TnetstringReader.whole(text.getBytes(ISO_8859_1), 0);
      ((Map<?, ?>) value).forEach((name, each) -> all.put(name.toString(), element(each)));
      return all;
    } catch (MalformedTnetstringException e) {
      throw new AssertionError(text, e);
    }
  }

  private static JsonElement element(Object value) {
    if (value instanceof byte[] bytes) {
      return new JsonPrimitive(new String(bytes, ISO_8859_1));
    }
    JsonArray all = new JsonArray();
    ((Iterable<?>) value).forEach(each -> all.add(element(each)));
    return all;
  }

  /** A header that is one text; {@code null}: there is none. */
  String header(String name) {
    JsonElement value = headers.get(name);
    return value == null ? null : value.getAsString();
  }

  String method() {
    return header("METHOD");
  }

  boolean isGone() {
    return path.equals("@*") && body.equals("{\"type\":\"disconnect\"}");
  }
}
