package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.zmqwebbridge.kit.ConversationFolder;
import org.zmqwebbridge.kit.WrittenFrames;

/** Reads docs/protocol/conversations-2, as its README says. */
final class Conversations {
  /** What a variable stands for here: nothing takes part but the codec. */
  static final String ANY_TEXT = "any";

  static final long ANY_NUMBER = 5;

  private static final int LONG_BYTES = 4_000;

  static final WrittenFrames FRAMES =
      new WrittenFrames(text -> text.getBytes(UTF_8), Conversations::number);

  private Conversations() {}

  static List<String> names() {
    return ConversationFolder.SECOND.names();
  }

  static List<JsonObject> steps(String name) {
    return ConversationFolder.SECOND.steps(name);
  }

  private static long number(JsonElement value) {
    return value.getAsJsonPrimitive().isString() ? ANY_NUMBER : value.getAsLong();
  }

  /** All that pages send as text, but for what is only long. */
  static Stream<byte[]> textOfPages() {
    return ofPages()
        .filter(frame -> !WrittenFrames.isBinary(frame))
        .map(FRAMES::payload)
        .filter(Conversations::isShort);
  }

  /** All that pages send as binary messages, but for what is only long. */
  static Stream<byte[]> binaryOfPages() {
    return ofPages()
        .filter(WrittenFrames::isBinary)
        .map(FRAMES::payload)
        .filter(Conversations::isShort);
  }

  private static boolean isShort(byte[] bytes) {
    return bytes.length < LONG_BYTES;
  }

  private static Stream<JsonElement> ofPages() {
    return names().stream()
        .flatMap(name -> steps(name).stream())
        .filter(step -> step.has("page"))
        .map(step -> step.get("page"))
        .distinct();
  }
}
