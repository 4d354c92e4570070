package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;

/**
 * One conversation, replayed: a raw page, a bridge, and a service for each endpoint.
 *
 * <p>Owner thread: the test's.
 */
final class Conversation implements AutoCloseable {
  private final Map<String, Speaker> services = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final Variables variables = new Variables();
  private final TestBridge bridge;
  private final RawPage page;

  Conversation(Wire wire, JsonObject conversation) {
    JsonObject endpoints = conversation.getAsJsonObject("endpoints");
    bridge = TestBridge.start(wire, builder -> endpoints(builder, endpoints));
    page = bridge.page();
  }

  private BridgeBuilder endpoints(BridgeBuilder builder, JsonObject endpoints) {
    for (String name : endpoints.keySet()) {
      SocketType type = SocketType.valueOf(endpoints.get(name).getAsString());
      String address = FreePort.address();
      addresses.put(name, address);
      services.put(name, Speaker.of(type, address));
      builder.endpoint(name, type, address);
    }
    return builder;
  }

  void step(JsonObject step) {
    String kind = step.keySet().stream().filter(key -> !isArgument(key)).findFirst().orElseThrow();
    JsonElement value = step.get(kind);
    switch (kind) {
      case "script", "expect" -> {} // the JavaScript client's part
      case "page" -> page.send(outgoing(value));
      case "bridge" -> incoming(value.getAsJsonObject());
      case "closes" -> assertEquals(value.getAsInt(), page.closeCode());
      case "service" -> service(value.getAsString(), step);
      default -> throw new IllegalArgumentException("no such step: " + kind);
    }
  }

  private static boolean isArgument(String key) {
    return key.equals("receives") || key.equals("sends");
  }

  private String outgoing(JsonElement frame) {
    if (frame.isJsonPrimitive()) {
      return resolve(frame.getAsString());
    }
    JsonObject sent = variables.filledIn(frame).getAsJsonObject();
    if (sent.has("content") && !sent.get("content").isJsonPrimitive()) {
      sent.addProperty("content", resolve(sent.get("content").toString()));
    }
    return resolve(sent.toString());
  }

  private String resolve(String text) {
    String resolved = text;
    for (Map.Entry<String, String> endpoint : addresses.entrySet()) {
      resolved = resolved.replace("${" + endpoint.getKey() + "}", endpoint.getValue());
    }
    return resolved;
  }

  private void incoming(JsonObject expected) {
    JsonObject frame = page.next();
    JsonElement content = expected.get("content");
    if (content != null && !content.isJsonPrimitive()) {
      frame.add("content", JsonParser.parseString(frame.get("content").getAsString()));
    }
    variables.match(JsonParser.parseString(resolve(expected.toString())), frame);
  }

  private void service(String name, JsonObject step) {
    Speaker service = services.get(name);
    if (step.has("receives")) {
      JsonArray received = new JsonArray();
      service.receive().forEach(frame -> received.add(variables.text(frame)));
      variables.match(step.get("receives"), received);
    } else {
      List<byte[]> frames = new ArrayList<>();
      for (JsonElement frame : step.getAsJsonArray("sends")) {
        frames.add(variables.bytes(frame.getAsString()));
      }
      service.send(frames);
    }
  }

  @Override
  public void close() {
    try {
      page.close();
    } finally {
      bridge.close();
      services.values().forEach(Speaker::close);
    }
  }

  /** What the names with a {@code #} stand for. */
  private static final class Variables {
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

    byte[] bytes(String text) {
      String value = values.containsKey(text) ? values.get(text).getAsString() : text;
      return frames.getOrDefault(value, value.getBytes(UTF_8));
    }

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
        assertEquals(
            expected.getAsJsonObject().keySet(),
            actual.getAsJsonObject().keySet(),
            actual::toString);
        for (String key : expected.getAsJsonObject().keySet()) {
          match(expected.getAsJsonObject().get(key), actual.getAsJsonObject().get(key));
        }
      } else if (expected.isJsonArray() && actual.isJsonArray()) {
        assertEquals(expected.getAsJsonArray().size(), actual.getAsJsonArray().size());
        for (int i = 0; i < expected.getAsJsonArray().size(); i++) {
          match(expected.getAsJsonArray().get(i), actual.getAsJsonArray().get(i));
        }
      } else {
        assertEquals(expected, actual);
      }
    }
  }
}
