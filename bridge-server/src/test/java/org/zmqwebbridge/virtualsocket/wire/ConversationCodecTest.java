package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The codec replays docs/protocol/conversations: what pages send, and what the bridge says. */
class ConversationCodecTest {
  private static final Path CONVERSATIONS = Path.of("../docs/protocol/conversations");

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(CONVERSATIONS)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
      assertTrue(names.size() > 40, "only " + names.size() + " conversations");
      return names.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFrameGoesThroughTheCodec(String name) throws Exception {
    JsonArray steps =
        JsonParser.parseString(Files.readString(CONVERSATIONS.resolve(name)))
            .getAsJsonObject()
            .getAsJsonArray("steps");
    for (int i = 0; i < steps.size(); i++) {
      JsonObject step = steps.get(i).getAsJsonObject();
      if (step.has("page")) {
        page(step.get("page"), closesWithBadMessage(steps, i + 1));
      } else if (step.has("bridge")) {
        bridge(step.getAsJsonObject("bridge"));
      }
    }
  }

  private static boolean closesWithBadMessage(JsonArray steps, int next) {
    return next < steps.size()
        && steps.get(next).getAsJsonObject().has("closes")
        && steps.get(next).getAsJsonObject().get("closes").getAsInt() == 1007;
  }

  private static void page(JsonElement frame, boolean malformed) throws MalformedFrameException {
    byte[] bytes = text(frame).getBytes(UTF_8);
    if (malformed) {
      assertThrows(
          MalformedFrameException.class, () -> OriginalWire.decode(ByteBuffer.wrap(bytes)));
      return;
    }
    ClientFrame decoded = OriginalWire.decode(ByteBuffer.wrap(bytes));
    JsonObject sent = JsonParser.parseString(text(frame)).getAsJsonObject();
    assertEquals(sent.get("identity").getAsString(), decoded.identity());
    boolean connect = sent.has("msg_type") && sent.get("msg_type").toString().equals("\"connect\"");
    assertEquals(connect, decoded instanceof ClientFrame.Connect);
  }

  /** What goes over the wire: content that the file spells as JSON is a string there. */
  private static String text(JsonElement frame) {
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

  private static void bridge(JsonObject expected) {
    ServerFrame frame = frame(expected);
    JsonObject encoded =
        JsonParser.parseString(new String(OriginalWire.encode(frame), UTF_8)).getAsJsonObject();
    assertEquals(expected.get("identity"), encoded.get("identity"));
    assertEquals(expected.get("msg_type"), encoded.get("msg_type"));
    assertEquals(expected.keySet(), encoded.keySet());
    JsonElement content = expected.get("content");
    if (content.isJsonObject()) {
      JsonObject actual =
          JsonParser.parseString(encoded.get("content").getAsString()).getAsJsonObject();
      assertEquals(content.getAsJsonObject().keySet(), actual.keySet());
      content
          .getAsJsonObject()
          .entrySet()
          .forEach(
              member -> {
                if (!member.getValue().getAsString().startsWith("#")) {
                  assertEquals(member.getValue(), actual.get(member.getKey()));
                }
              });
    }
  }

  private static ServerFrame frame(JsonObject expected) {
    String identity = expected.get("identity").getAsString();
    JsonElement content = expected.get("content");
    if (!expected.has("msg_type")) {
      return new ServerFrame.Delivery(
          identity, content.isJsonPrimitive() ? content.getAsString() : content.toString());
    }
    JsonObject outcome = content.getAsJsonObject();
    if (outcome.get("status").getAsString().equals("success")) {
      String reclaim = outcome.has("reclaim") ? outcome.get("reclaim").getAsString() : null;
      return new ServerFrame.Connected(identity, reclaim);
    }
    String code = outcome.get("code").getAsString().toUpperCase(Locale.ROOT);
    return expected.get("msg_type").getAsString().equals("error")
        ? new ServerFrame.Failed(identity, RequestError.valueOf(code))
        : new ServerFrame.Refused(identity, ConnectError.valueOf(code));
  }
}
