package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.zmqwebbridge.kit.ConversationFolder;

/** Reads docs/protocol/conversations. */
public final class Conversations {
  private static final int LONG_CHARACTERS = 4_000;

  private Conversations() {}

  static List<String> names() {
    return ConversationFolder.ORIGINAL.names();
  }

  static List<JsonObject> steps(String name) {
    return ConversationFolder.ORIGINAL.steps(name);
  }

  /** What goes over the wire: content that the file spells as JSON is a string there. */
  static String text(JsonElement frame) {
    if (frame.isJsonPrimitive()) {
      return frame.getAsString();
    }
    JsonObject copy = frame.getAsJsonObject().deepCopy();
    if (copy.has("content")
        && (copy.get("content").isJsonObject() || copy.get("content").isJsonArray())) {
      copy.addProperty("content", copy.get("content").toString());
    }
    return copy.toString();
  }

  /** All that pages send in them, but for what is only long. */
  static Stream<byte[]> sentByPages() {
    return frames("page")
        .map(Conversations::text)
        .filter(text -> text.length() < LONG_CHARACTERS)
        .distinct()
        .map(text -> text.getBytes(UTF_8));
  }

  /** The contents of those frames, where they are objects or arrays. */
  public static Stream<byte[]> structuredContents() {
    return frames("page")
        .filter(JsonElement::isJsonObject)
        .map(frame -> frame.getAsJsonObject().get("content"))
        .filter(content -> content != null && !content.isJsonPrimitive())
        .map(JsonElement::toString)
        .distinct()
        .map(content -> content.getBytes(UTF_8));
  }

  private static Stream<JsonElement> frames(String kind) {
    return names().stream()
        .flatMap(name -> steps(name).stream())
        .filter(step -> step.has(kind))
        .map(step -> step.get(kind));
  }
}
