package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.kit.WrittenFrames;

/** The codec replays docs/protocol/conversations-2: what pages send, and what the bridge says. */
class ConversationCodecTest {
  private static final WireLimits LIMITS = new WireLimits(1_024, 64, 65_536, 128, 255, 1_024, 256);

  static List<String> names() {
    return Conversations.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFrameGoesThroughTheCodec(String name) {
    List<JsonObject> steps = Conversations.steps(name);
    for (int i = 0; i < steps.size(); i++) {
      JsonObject step = steps.get(i);
      if (step.has("page")) {
        page(step.get("page"), i + 1 < steps.size() ? steps.get(i + 1) : new JsonObject());
      } else if (step.has("bridge")) {
        bridge(step.getAsJsonObject("bridge"));
      }
    }
  }

  /** A frame is read, and a fault is what the bridge says next. */
  private static void page(JsonElement frame, JsonObject next) {
    boolean binary = WrittenFrames.isBinary(frame);
    byte[] bytes = Conversations.FRAMES.payload(binary ? frame : withValues(frame));
    if (bytes.length > 2 * LIMITS.maxControlBytes()) {
      assertEquals(1009, next.get("closes").getAsInt());
      return;
    }
    ByteBuffer payload = ByteBuffer.wrap(bytes);
    Record decoded =
        binary
            ? (Record) DataCodec.decodeFromPage(payload, LIMITS)
            : (Record) ControlDecoder.decode(payload, LIMITS);
    if (decoded instanceof Fault fault) {
      isTold(fault, next);
    } else if (binary) {
      assertArrayEquals(bytes, DataCodec.encode((DataFrame) decoded));
    } else {
      String op = ((JsonObject) frame).get("op").getAsString();
      assertTrue(decoded.getClass().getSimpleName().equalsIgnoreCase(op), decoded.toString());
    }
  }

  private static void isTold(Fault fault, JsonObject next) {
    if (fault.ends() == Fault.Ends.CONNECTION) {
      assertEquals(1007, next.get("closes").getAsInt());
      return;
    }
    JsonObject told = next.getAsJsonObject("bridge");
    int code = told.get("code").getAsInt();
    boolean closedChannel = code == WireError.NO_CHANNEL.code();
    assertTrue(code == fault.error().code() || closedChannel, fault.toString());
    assertEquals(fault.channel(), told.has("channel") ? told.get("channel").getAsLong() : 0);
    long id = told.has("id") ? Conversations.FRAMES.number(told, "id") : Fault.NO_ID;
    assertEquals(fault.id(), id);
    assertEquals(fault.place().word(), told.get("op").getAsString());
  }

  private static void bridge(JsonObject expected) {
    if (expected.has("kind")) {
      DataFrame frame = Conversations.FRAMES.data(expected);
      DataFrame decoded =
          DataCodec.decodeFromBridge(ByteBuffer.wrap(DataCodec.encode(frame)), LIMITS);
      assertEquals(Frames.readable(frame), Frames.readable(decoded));
      return;
    }
    JsonObject filledIn = withValues(expected).getAsJsonObject();
    ServerControl frame = BridgeFrames.of(filledIn);
    JsonObject said = JsonParser.parseString(new String(frame.encode(), UTF_8)).getAsJsonObject();
    for (String mayBeLeftOut : Set.of("text", "connection")) {
      if (!filledIn.has(mayBeLeftOut)) {
        said.remove(mayBeLeftOut);
      }
    }
    assertEquals(filledIn, said);
  }

  private static final Set<String> NUMBERS =
      Set.of("id", "channel", "millis", "credit", "connection", "expires", "messages");

  /** The frame with something for each variable. */
  private static JsonElement withValues(JsonElement frame) {
    if (!frame.isJsonObject()) {
      return frame;
    }
    JsonObject copy = frame.getAsJsonObject().deepCopy();
    for (String name : copy.keySet()) {
      JsonElement value = copy.get(name);
      if (value.isJsonPrimitive() && value.getAsString().startsWith("#")) {
        boolean number = NUMBERS.contains(name);
        copy.add(
            name,
            number
                ? new JsonPrimitive(Conversations.ANY_NUMBER)
                : new JsonPrimitive(Conversations.ANY_TEXT));
      }
    }
    return copy;
  }

  @Test
  void everyErrorIsInAConversation() {
    Set<WireError> missing = EnumSet.allOf(WireError.class);
    for (String name : names()) {
      for (JsonObject step : Conversations.steps(name)) {
        Optional.ofNullable(step.getAsJsonObject("bridge"))
            .map(told -> told.get("code"))
            .ifPresent(code -> missing.remove(BridgeFrames.error(code.getAsInt())));
        if (step.has("closes") && step.get("closes").getAsInt() == 1007) {
          missing.remove(WireError.MALFORMED_FRAME);
        }
      }
    }
    assertEquals(EnumSet.noneOf(WireError.class), missing);
  }
}
