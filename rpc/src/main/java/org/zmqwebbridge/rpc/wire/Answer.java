package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** What a call ends in. */
public sealed interface Answer {

  /** {@code {"returnval": …}}. */
  record Returned(JsonElement value) implements Answer {
    @Override
    public byte[] encode() {
      JsonObject message = new JsonObject();
      message.add("returnval", value);
      return StrictJson.encode(message);
    }
  }

  /**
   * {@code {"status": "error", "error_msg": "…", "code": "…"}}.
   *
   * @param code for programs; empty if the peer gave none, as the original's did
   * @param message for people
   */
  record Failed(String code, String message) implements Answer {
    @Override
    public byte[] encode() {
      JsonObject answer = new JsonObject();
      answer.addProperty("status", "error");
      answer.addProperty("error_msg", message);
      answer.addProperty("code", code);
      return StrictJson.encode(answer);
    }
  }

  /** The answer as UTF-8 JSON text. */
  byte[] encode();

  /**
   * Reads an answer. An error wins over a {@code returnval} beside it.
   *
   * @throws MalformedException if the bytes are neither
   */
  static Answer parse(byte[] utf8, int maxDepth) {
    JsonElement message = StrictJson.parse(utf8, maxDepth);
    if (!message.isJsonObject()) {
      throw MalformedException.of("an answer is an object, not " + Quote.of(message));
    }
    JsonObject answer = message.getAsJsonObject();
    if ("error".equals(text(answer, "status"))) {
      return new Failed(text(answer, "code"), text(answer, "error_msg"));
    }
    if (!answer.has("returnval")) {
      throw MalformedException.of("the answer has neither \"returnval\" nor an error");
    }
    return new Returned(answer.get("returnval"));
  }

  private static String text(JsonObject answer, String name) {
    JsonElement value = answer.has(name) ? answer.get(name) : JsonNull.INSTANCE;
    return value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
