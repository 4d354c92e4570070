package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.util.List;
import org.zmqwebbridge.kit.WrittenFrames;
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
  private final WrittenFrames written;

  SecondFrames(Variables variables) {
    this.variables = variables;
    this.written = new WrittenFrames(variables::bytes, JsonElement::getAsLong);
  }

  /** A frame of the page, as the message that it is. */
  RawPage.Message outgoing(JsonElement frame) {
    JsonElement filledIn = frame.isJsonPrimitive() ? frame : variables.filledIn(frame);
    return new RawPage.Message(WrittenFrames.isBinary(filledIn), written.payload(filledIn));
  }

  /** The bytes of a part, or of a service's frame. */
  byte[] part(JsonElement part) {
    return written.part(part);
  }

  /** A message of the bridge, as a conversation writes it. */
  JsonObject incoming(RawPage.Message message) {
    if (!message.binary()) {
      return JsonParser.parseString(new String(message.payload(), UTF_8)).getAsJsonObject();
    }
    Received received = new Received();
    DataCodec.decodeFromBridge(ByteBuffer.wrap(message.payload()), ANY).dispatch(received);
    return received.frame;
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

  private final class Received implements DataFrame.Handler {
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
