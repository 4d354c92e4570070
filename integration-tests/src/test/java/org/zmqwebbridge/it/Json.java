package org.zmqwebbridge.it;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;

/** Frames of the original wire, as JSON. */
public final class Json {
  public static final int SUB = 2;
  public static final int REQ = 3;
  public static final int REP = 4;

  private static final Gson GSON = new Gson();

  private Json() {}

  /**
   * A connect.
   *
   * @param fields a further member's name, its value, and so on
   */
  public static JsonObject connect(
      String identity, String target, int socketType, Object... fields) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("zmq_conn_string", target);
    content.put("socket_type", socketType);
    for (int i = 0; i < fields.length; i += 2) {
      content.put((String) fields[i], fields[i + 1]);
    }
    return connectWith(identity, GSON.toJson(content));
  }

  /** A connect whose content is this text. */
  public static JsonObject connectWith(String identity, String content) {
    JsonObject frame = message(identity, content);
    frame.addProperty("msg_type", "connect");
    return frame;
  }

  public static JsonObject message(String identity, String content) {
    JsonObject frame = new JsonObject();
    frame.addProperty("identity", identity);
    frame.addProperty("content", content);
    return frame;
  }

  /** A member that is a string; {@code null} if it is absent. */
  public static String text(JsonObject frame, String name) {
    return frame.has(name) ? frame.get(name).getAsString() : null;
  }

  /** The content, which is JSON in a string. */
  public static JsonObject content(JsonObject frame) {
    return JsonParser.parseString(text(frame, "content")).getAsJsonObject();
  }

  public static String quote(String text) {
    return GSON.toJson(text);
  }
}
