package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
final class Conversation implements Replay {
  private final Map<String, Speaker> services = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final Variables variables = new Variables();
  private final Deque<JsonObject> early = new ArrayDeque<>();
  private final List<RawPage> broken = new ArrayList<>();
  private final List<LivingPage> living = new ArrayList<>();
  private final TestBridge bridge;
  private RawPage page;

  Conversation(Wire wire, JsonObject conversation) {
    JsonObject endpoints = conversation.getAsJsonObject("endpoints");
    Limits limits = Limits.of(conversation.getAsJsonObject("config"));
    bridge = TestBridge.start(wire, b -> limits.configure(endpoints(b, endpoints)));
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

  @Override
  public void step(JsonObject step) {
    String kind = step.keySet().stream().filter(key -> !isArgument(key)).findFirst().orElseThrow();
    JsonElement value = step.get(kind);
    switch (kind) {
      case "script", "expect" -> {} // the JavaScript client's part
      case "page" -> page.send(outgoing(value));
      case "pageBinary" -> page.frame(RawPage.BINARY, true, hex(value.getAsString()));
      case "bridge" -> incoming(value.getAsJsonObject());
      case "reconnect" -> reconnect(value);
      case "closes" -> assertEquals(value.getAsInt(), page.closeCode());
      case "service" -> service(value.getAsString(), step);
      default -> throw new IllegalArgumentException("no such step: " + kind);
    }
  }

  private static boolean isArgument(String key) {
    return List.of("receives", "sends", "leaves", "comes").contains(key);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** The bridge has not noticed: for it the old connection is still open. Or it is, indeed. */
  private void reconnect(JsonElement how) {
    if (how.getAsJsonPrimitive().isString()) {
      living.add(new LivingPage(page));
    } else {
      broken.add(page);
    }
    page = bridge.page();
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
    JsonObject frame = next(Json.text(expected, "identity"));
    JsonElement content = expected.get("content");
    if (content != null && !content.isJsonPrimitive()) {
      frame.add("content", JsonParser.parseString(frame.get("content").getAsString()));
    }
    variables.match(JsonParser.parseString(resolve(expected.toString())), frame);
  }

  /** The next frame for a socket: the order between the sockets of one page means nothing. */
  private JsonObject next(String identity) {
    for (JsonObject frame : early) {
      if (identity.equals(Json.text(frame, "identity"))) {
        early.remove(frame);
        return frame;
      }
    }
    JsonObject frame = page.next();
    while (!identity.equals(Json.text(frame, "identity"))) {
      early.add(frame);
      frame = page.next();
    }
    return frame;
  }

  private void service(String name, JsonObject step) {
    Speaker service = services.get(name);
    if (step.has("leaves")) {
      service.close();
    } else if (step.has("comes")) {
      services.put(name, service.again());
    } else if (step.has("receives")) {
      receives(service.receive(), step.getAsJsonArray("receives"));
    } else {
      List<byte[]> frames = new ArrayList<>();
      for (JsonElement frame : step.getAsJsonArray("sends")) {
        frames.add(
            frame.isJsonObject()
                ? hex(frame.getAsJsonObject().get("hex").getAsString())
                : variables.bytes(frame.getAsString()));
      }
      service.send(frames);
    }
  }

  private void receives(List<byte[]> frames, JsonArray expected) {
    assertEquals(expected.size(), frames.size());
    for (int i = 0; i < frames.size(); i++) {
      JsonElement frame = expected.get(i);
      if (!frame.isJsonObject()) {
        variables.match(frame, new JsonPrimitive(variables.text(frames.get(i))));
      } else if (frame.getAsJsonObject().has("hex")) {
        String digits = frame.getAsJsonObject().get("hex").getAsString();
        assertEquals(digits, HexFormat.of().formatHex(frames.get(i)));
      } else {
        JsonElement json = JsonParser.parseString(new String(frames.get(i), UTF_8));
        variables.match(frame.getAsJsonObject().get("json"), json);
      }
    }
  }

  @Override
  public void close() {
    try {
      page.close();
      assertTrue(early.isEmpty(), () -> "unread: " + early);
    } finally {
      living.forEach(LivingPage::close);
      broken.forEach(RawPage::closeUnread);
      bridge.close();
      services.values().forEach(Speaker::close);
    }
  }
}
