package org.zmqwebbridge.rpc.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON as RFC 8259 has it and not a bit more: UTF-8 only, no duplicate names, no comments, no
 * lone surrogates, a bounded depth and bounded numbers.
 *
 * <p>Owner thread: any. Lifetime: one text.
 */
final class StrictJson {
  private static final int MAX_NUMBER_CHARS = 64;

  /** {@code 1e999999999} is ten characters and, written out, a gigabyte of digits. */
  private static final int MAX_EXPONENT = 1_000;

  private static final Gson WRITER =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final JsonReader reader;
  private final int maxDepth;

  private StrictJson(String text, int maxDepth) {
    this.reader = new JsonReader(new StringReader(text));
    this.maxDepth = maxDepth;
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(maxDepth + 1);
  }

  /**
   * @param maxDepth how many arrays and objects may be inside each other
   * @throws MalformedException if the bytes are no such JSON
   */
  static JsonElement parse(byte[] utf8, int maxDepth) {
    StrictJson json = new StrictJson(decode(utf8), maxDepth);
    try {
      JsonElement value = json.value(0);
      if (json.reader.peek() != JsonToken.END_DOCUMENT) {
        throw MalformedException.of("the message goes on after its JSON value");
      }
      return value;
    } catch (IOException | IllegalStateException | NumberFormatException notJson) {
      throw MalformedException.of("the message is not JSON");
    }
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException notText) {
      throw MalformedException.of("the message is not UTF-8 text");
    }
  }

  private JsonElement value(int depth) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_ARRAY -> array(deeper(depth));
      case BEGIN_OBJECT -> object(deeper(depth));
      case STRING -> new JsonPrimitive(wellFormed(reader.nextString()));
      case NUMBER -> new JsonPrimitive(number(reader.nextString()));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw MalformedException.of("the message is not JSON");
    };
  }

  private int deeper(int depth) {
    if (depth == maxDepth) {
      throw MalformedException.tooLarge(
          "the message is nested deeper than " + maxDepth + " levels");
    }
    return depth + 1;
  }

  private JsonArray array(int depth) throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(depth));
    }
    reader.endArray();
    return array;
  }

  private JsonObject object(int depth) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = wellFormed(reader.nextName());
      if (object.has(name)) {
        throw MalformedException.of("the message has the name " + Quote.of(name) + " twice");
      }
      object.add(name, value(depth));
    }
    reader.endObject();
    return object;
  }

  private static BigDecimal number(String digits) {
    if (digits.length() > MAX_NUMBER_CHARS) {
      throw MalformedException.of(
          "the message has a number of more than " + MAX_NUMBER_CHARS + " characters");
    }
    BigDecimal number = new BigDecimal(digits);
    if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
      throw MalformedException.of("the message has a number beyond 1e" + MAX_EXPONENT);
    }
    return number;
  }

  private static String wellFormed(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw MalformedException.of("the message has half of a surrogate pair in a string");
    }
    return text;
  }

  /** The value as compact UTF-8 text, with {@code null} members kept. */
  static byte[] encode(JsonElement value) {
    return WRITER.toJson(value).getBytes(StandardCharsets.UTF_8);
  }
}
