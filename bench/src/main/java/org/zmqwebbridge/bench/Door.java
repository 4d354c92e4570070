package org.zmqwebbridge.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a page says to open a socket.
 *
 * @param endpoint its name in the bridge's configuration
 * @param socketType as on the wire
 * @param credentials a JSON object whose members go to the hook
 */
record Door(String endpoint, int socketType, String credentials) {
  static final int SUB = 2;
  static final int REQ = 3;

  Door {
    if (!isObject(credentials)) {
      throw new IllegalArgumentException(
          "--credentials "
              + credentials
              + " is no JSON object; write it like '{\"username\":\"hugo\"}'");
    }
  }

  private static boolean isObject(String json) {
    try {
      return JsonParser.parseString(json).isJsonObject();
    } catch (JsonParseException malformed) {
      return false;
    }
  }

  /** The frame that connects a socket. */
  ByteBuffer connect(String identity) {
    JsonObject content = new JsonObject();
    content.addProperty("zmq_conn_string", endpoint);
    content.addProperty("socket_type", socketType);
    JsonParser.parseString(credentials)
        .getAsJsonObject()
        .entrySet()
        .forEach(member -> content.add(member.getKey(), member.getValue()));
    JsonObject frame = new JsonObject();
    frame.addProperty("identity", identity);
    frame.addProperty("content", content.toString());
    frame.addProperty("msg_type", "connect");
    return ByteBuffer.wrap(frame.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Why the bridge refused it, and what to do. */
  String refusal(JsonObject answer) {
    JsonElement code = answer.get("code");
    JsonElement text = answer.get("error_msg");
    return "the bridge refused the endpoint "
        + endpoint
        + ": "
        + (text == null ? answer : text.getAsString())
        + advice(code == null ? "" : code.getAsString());
  }

  private String advice(String code) {
    String type = socketType == SUB ? "SUB" : "REQ";
    return switch (code) {
      case "not_allowed" ->
          ". Is it in the bridge's configuration, with type "
              + type
              + "? Or did the hook say no: --credentials gives it what it asks for";
      case "limit" ->
          ". Ask for fewer --in-flight, or raise limits.maxVirtualSockets and"
              + " limits.maxEndpoints in the bridge's configuration";
      default -> "";
    };
  }
}
