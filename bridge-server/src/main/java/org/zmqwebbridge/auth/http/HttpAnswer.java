package org.zmqwebbridge.auth.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Topics;

/** What the service answers, as JSON; docs/access.md has the table of members. */
final class HttpAnswer {
  private HttpAnswer() {}

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException if it is none; then nobody may
   */
  static Decision parse(String json, Instant now) {
    JsonObject answer = object(json);
    if (!flag(answer, "allow")) {
      return Decision.deny(answer.has("reason") ? text(answer, "reason") : "the service said no");
    }
    Grant grant = answer.has("principal") ? Grant.to(text(answer, "principal")) : Grant.ANYONE;
    grant = grant.issuedAt(now);
    if (answer.has("expiresIn")) {
      grant = grant.until(now.plusSeconds(seconds(answer)));
    }
    if (answer.has("topics")) {
      grant = grant.topics(Topics.of(texts(answer, "topics")));
    }
    return Decision.allow(grant);
  }

  private static JsonObject object(String json) {
    try {
      JsonReader reader = new JsonReader(new StringReader(json));
      reader.setStrictness(Strictness.STRICT);
      if (JsonParser.parseReader(reader) instanceof JsonObject object
          && reader.peek() == JsonToken.END_DOCUMENT) {
        return object;
      }
    } catch (JsonParseException | IOException malformed) {
      // said below
    }
    throw new IllegalArgumentException("the answer is not a JSON object");
  }

  private static boolean flag(JsonObject answer, String name) {
    JsonElement value = answer.get(name);
    if (value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) {
      return value.getAsBoolean();
    }
    throw new IllegalArgumentException(name + " is not true or false");
  }

  private static String text(JsonObject answer, String name) {
    return text(answer.get(name), name);
  }

  private static String text(JsonElement value, String name) {
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      return value.getAsString();
    }
    throw new IllegalArgumentException(name + " is not a string");
  }

  private static List<String> texts(JsonObject answer, String name) {
    if (!(answer.get(name) instanceof JsonArray array)) {
      throw new IllegalArgumentException(name + " is not an array of strings");
    }
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(text(element, name)));
    return texts;
  }

  private static long seconds(JsonObject answer) {
    JsonElement value = answer.get("expiresIn");
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
      double seconds = value.getAsDouble();
      if (seconds >= 1 && seconds <= Integer.MAX_VALUE) {
        return (long) seconds;
      }
    }
    throw new IllegalArgumentException("expiresIn is not a number of seconds");
  }
}
