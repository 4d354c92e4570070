package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Outcome;
import org.zmqwebbridge.json.MalformedTextException;

/** The codec replays docs/protocol/conversations: what pages send, and what the bridge says. */
class ConversationCodecTest {
  static List<String> names() {
    return Conversations.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFrameGoesThroughTheCodec(String name) throws Exception {
    List<JsonObject> steps = Conversations.steps(name);
    for (int i = 0; i < steps.size(); i++) {
      JsonObject step = steps.get(i);
      if (step.has("page")) {
        page(step.get("page"), closesWithBadMessage(steps, i + 1));
      } else if (step.has("bridge")) {
        bridge(step.getAsJsonObject("bridge"));
      }
    }
  }

  private static boolean closesWithBadMessage(List<JsonObject> steps, int next) {
    return next < steps.size()
        && steps.get(next).has("closes")
        && steps.get(next).get("closes").getAsInt() == 1007;
  }

  private static void page(JsonElement frame, boolean malformed) throws MalformedTextException {
    String text = Conversations.text(frame);
    byte[] bytes = text.getBytes(UTF_8);
    if (malformed) {
      assertThrows(MalformedTextException.class, () -> OriginalWire.decode(ByteBuffer.wrap(bytes)));
      return;
    }
    ClientFrame decoded = OriginalWire.decode(ByteBuffer.wrap(bytes));
    JsonObject sent = JsonParser.parseString(text).getAsJsonObject();
    assertEquals(sent.get("identity").getAsString(), decoded.identity());
    boolean connect = sent.has("msg_type") && sent.get("msg_type").toString().equals("\"connect\"");
    assertEquals(connect, decoded instanceof ClientFrame.Connect);
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
    if (expected.get("msg_type").getAsString().equals("notice")) {
      String notice = outcome.get("notice").getAsString();
      long count = outcome.has("count") ? outcome.get("count").getAsLong() : 0;
      return new ServerFrame.Told(identity, notice, count);
    }
    if (outcome.get("status").getAsString().equals("success")) {
      String reclaim = outcome.has("reclaim") ? outcome.get("reclaim").getAsString() : null;
      return new ServerFrame.Connected(identity, reclaim);
    }
    String lower = outcome.get("code").getAsString();
    String code = lower.toUpperCase(Locale.ROOT);
    return expected.get("msg_type").getAsString().equals("error")
        ? new ServerFrame.Failed(identity, lower, Outcome.valueOf(code).text())
        : new ServerFrame.Refused(identity, lower, JoinError.valueOf(code).text(), 17);
  }
}
