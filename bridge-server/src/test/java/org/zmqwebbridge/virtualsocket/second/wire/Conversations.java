package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads docs/protocol/conversations-2, as its README says. */
final class Conversations {
  /** What a variable stands for here: nothing takes part but the codec. */
  static final String ANY_TEXT = "any";

  static final long ANY_NUMBER = 5;

  private static final Path FOLDER = Path.of("../docs/protocol/conversations-2");
  private static final int LONG_BYTES = 4_000;

  private Conversations() {}

  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
      assertTrue(names.size() > 90, "only " + names.size() + " conversations");
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonObject> steps(String name) {
    try {
      JsonArray steps =
          JsonParser.parseString(Files.readString(FOLDER.resolve(name)))
              .getAsJsonObject()
              .getAsJsonArray("steps");
      return StreamSupport.stream(steps.spliterator(), false)
          .map(JsonElement::getAsJsonObject)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it goes out as a binary message. */
  static boolean isBinary(JsonElement frame) {
    return frame.isJsonObject()
        && (frame.getAsJsonObject().has("kind") || frame.getAsJsonObject().has("hex"));
  }

  static byte[] text(JsonElement frame) {
    if (frame.isJsonPrimitive()) {
      return frame.getAsString().getBytes(UTF_8);
    }
    JsonObject object = frame.getAsJsonObject();
    if (object.has("hexText")) {
      return hex(object.get("hexText"));
    }
    return object.has("repeat") ? repeated(object) : object.toString().getBytes(UTF_8);
  }

  private static byte[] hex(JsonElement digits) {
    return HexFormat.of().parseHex(digits.getAsString().replace(" ", ""));
  }

  private static byte[] repeated(JsonObject object) {
    return object
        .get("repeat")
        .getAsString()
        .repeat(object.get("times").getAsInt())
        .getBytes(UTF_8);
  }

  static byte[] binary(JsonObject frame) {
    return frame.has("hex") ? hex(frame.get("hex")) : DataCodec.encode(data(frame));
  }

  static DataFrame data(JsonObject frame) {
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

  static long number(JsonObject frame, String name) {
    JsonElement value = frame.get(name);
    return value.getAsJsonPrimitive().isString() ? ANY_NUMBER : value.getAsLong();
  }

  private static byte[] part(JsonElement part) {
    if (part.isJsonPrimitive()) {
      return part.getAsString().getBytes(UTF_8);
    }
    JsonObject object = part.getAsJsonObject();
    return object.has("hex") ? hex(object.get("hex")) : repeated(object);
  }

  /** All that pages send as text, but for what is only long. */
  static Stream<byte[]> textOfPages() {
    return ofPages()
        .filter(frame -> !isBinary(frame))
        .map(Conversations::text)
        .filter(Conversations::isShort);
  }

  /** All that pages send as binary messages, but for what is only long. */
  static Stream<byte[]> binaryOfPages() {
    return ofPages()
        .filter(Conversations::isBinary)
        .map(frame -> binary(frame.getAsJsonObject()))
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
