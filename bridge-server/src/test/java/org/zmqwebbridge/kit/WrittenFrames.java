package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;

/**
 * Frames of the second wire as {@code docs/protocol/conversations-2} writes them, and the bytes
 * that they stand for.
 *
 * @param texts the bytes of a part that is written as text
 * @param numbers a number, which may be written as a name
 */
public record WrittenFrames(Function<String, byte[]> texts, ToLongFunction<JsonElement> numbers) {

  /** Whether it goes out as a binary message. */
  public static boolean isBinary(JsonElement frame) {
    return frame.isJsonObject()
        && (frame.getAsJsonObject().has("kind") || frame.getAsJsonObject().has("hex"));
  }

  /** The payload of the message that it is. */
  public byte[] payload(JsonElement frame) {
    if (frame.isJsonPrimitive()) {
      return frame.getAsString().getBytes(UTF_8);
    }
    JsonObject object = frame.getAsJsonObject();
    if (object.has("hex")) {
      return hex(object.get("hex"));
    } else if (object.has("hexText")) {
      return hex(object.get("hexText"));
    } else if (object.has("kind")) {
      return DataCodec.encode(data(object));
    }
    return object.has("repeat") ? repeated(object) : object.toString().getBytes(UTF_8);
  }

  private static byte[] hex(JsonElement digits) {
    return Frames.hex(digits.getAsString());
  }

  private static byte[] repeated(JsonObject object) {
    int times = object.get("times").getAsInt();
    return object.get("repeat").getAsString().repeat(times).getBytes(UTF_8);
  }

  /** A data frame, of a page or of the bridge. */
  public DataFrame data(JsonObject frame) {
    long channel = number(frame, "channel");
    List<byte[]> parts = new ArrayList<>();
    frame.getAsJsonArray("parts").forEach(part -> parts.add(part(part)));
    return switch (frame.get("kind").getAsString()) {
      case "MESSAGE" -> new DataFrame.Message(channel, parts);
      case "REQUEST" ->
          new DataFrame.Request(channel, number(frame, "id"), number(frame, "millis"), parts);
      case "REPLY" -> new DataFrame.Reply(channel, number(frame, "id"), parts);
      case "ITEM" -> new DataFrame.Item(channel, number(frame, "offset"), parts);
      default -> throw new IllegalArgumentException("no such kind: " + frame);
    };
  }

  /** A member that is a number. */
  public long number(JsonObject frame, String name) {
    return numbers.applyAsLong(frame.get(name));
  }

  /** The bytes of a part, or of a service's frame. */
  public byte[] part(JsonElement part) {
    if (part.isJsonPrimitive()) {
      return texts.apply(part.getAsString());
    }
    JsonObject object = part.getAsJsonObject();
    return object.has("hex") ? hex(object.get("hex")) : repeated(object);
  }
}
