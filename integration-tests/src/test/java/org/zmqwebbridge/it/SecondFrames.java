package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.WireLimits;

/**
 * Frames of the second wire as conversations write them (docs/protocol/conversations-2), and as
 * they cross.
 *
 * <p>Owner thread: the test's.
 */
final class SecondFrames {
  /** A client takes whatever comes. */
  private static final WireLimits ANY =
      new WireLimits(
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private final Variables variables;

  SecondFrames(Variables variables) {
    this.variables = variables;
  }

  /** A frame of the page, as the message that it is. */
  RawPage.Message outgoing(JsonElement frame) {
    if (frame.isJsonPrimitive()) {
      return new RawPage.Message(false, frame.getAsString().getBytes(UTF_8));
    }
    JsonObject object = variables.filledIn(frame).getAsJsonObject();
    if (object.has("hex")) {
      return new RawPage.Message(true, hex(object.get("hex")));
    } else if (object.has("hexText")) {
      return new RawPage.Message(false, hex(object.get("hexText")));
    } else if (object.has("kind")) {
      return new RawPage.Message(true, DataCodec.encode(data(object)));
    }
    byte[] text = object.has("repeat") ? repeated(object) : object.toString().getBytes(UTF_8);
    return new RawPage.Message(false, text);
  }

  private static byte[] hex(JsonElement digits) {
    return HexFormat.of().parseHex(digits.getAsString().replace(" ", ""));
  }

  private static byte[] repeated(JsonObject object) {
    int times = object.get("times").getAsInt();
    return object.get("repeat").getAsString().repeat(times).getBytes(UTF_8);
  }

  private DataFrame data(JsonObject frame) {
    long channel = frame.get("channel").getAsLong();
    List<byte[]> parts = new ArrayList<>();
    frame.getAsJsonArray("parts").forEach(part -> parts.add(part(part)));
    return switch (frame.get("kind").getAsString()) {
      case "MESSAGE" -> new DataFrame.Message(channel, parts);
      case "REQUEST" ->
          new DataFrame.Request(
              channel, frame.get("id").getAsLong(), frame.get("millis").getAsLong(), parts);
      case "REPLY" -> new DataFrame.Reply(channel, frame.get("id").getAsLong(), parts);
      default -> throw new IllegalArgumentException("no page sends " + frame);
    };
  }

  /** The bytes of a part, or of a service's frame. */
  byte[] part(JsonElement part) {
    if (part.isJsonPrimitive()) {
      return variables.bytes(part.getAsString());
    }
    JsonObject object = part.getAsJsonObject();
    return object.has("hex") ? hex(object.get("hex")) : repeated(object);
  }

  /** A message of the bridge, as a conversation writes it. */
  JsonObject incoming(RawPage.Message message) {
    if (!message.binary()) {
      return JsonParser.parseString(new String(message.payload(), UTF_8)).getAsJsonObject();
    }
    Written written = new Written();
    DataCodec.decodeFromBridge(ByteBuffer.wrap(message.payload()), ANY).dispatch(written);
    return written.frame;
  }

  /** What is expected, with its parts as {@link #incoming} writes them. */
  JsonObject expected(JsonObject frame) {
    JsonObject copy = frame.deepCopy();
    if (copy.has("parts")) {
      JsonArray parts = new JsonArray();
      for (JsonElement part : frame.getAsJsonArray("parts")) {
        boolean named = part.isJsonPrimitive() && part.getAsString().startsWith("#");
        parts.add(named ? part : new JsonPrimitive(variables.text(part(part))));
      }
      copy.add("parts", parts);
    }
    return copy;
  }

  private final class Written implements DataFrame.Handler {
    private JsonObject frame;

    private void write(String kind, long channel, List<byte[]> parts) {
      frame = new JsonObject();
      frame.addProperty("kind", kind);
      frame.addProperty("channel", channel);
      JsonArray texts = new JsonArray();
      parts.forEach(part -> texts.add(variables.text(part)));
      frame.add("parts", texts);
    }

    @Override
    public void onMessage(DataFrame.Message message) {
      write("MESSAGE", message.channel(), message.parts());
    }

    @Override
    public void onRequest(DataFrame.Request request) {
      write("REQUEST", request.channel(), request.parts());
      frame.addProperty("id", request.id());
      frame.addProperty("millis", request.millis());
    }

    @Override
    public void onReply(DataFrame.Reply reply) {
      write("REPLY", reply.channel(), reply.parts());
      frame.addProperty("id", reply.id());
    }

    @Override
    public void onItem(DataFrame.Item item) {
      write("ITEM", item.channel(), item.parts());
      frame.addProperty("offset", item.offset());
    }

    @Override
    public void onFault(Fault fault) {
      throw new AssertionError("the bridge sent no frame: " + fault);
    }
  }
}
