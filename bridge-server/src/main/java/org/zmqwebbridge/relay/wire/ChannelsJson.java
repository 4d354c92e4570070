package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is told of channels as JSON, a member for each by its id: who is there, or what was
 * published.
 *
 * <p>Owner thread: the one that has it; its lock.
 */
public final class ChannelsJson {
  private final JsonObject all = new JsonObject();

  /** Who is on a channel: names, each with how many connections. */
  public synchronized void members(String channel, Map<String, Integer> members) {
    JsonObject there = new JsonObject();
    new TreeMap<>(members).forEach(there::addProperty);
    all.add(channel, there);
  }

  /** A channel whose messages follow. */
  public synchronized void messages(String channel) {
    all.add(channel, new JsonArray());
  }

  /**
   * A message: {@code {"id": …, "contentType": …, "event": …, "text": …}}; without type and event
   * where it has none, and with {@code base64} in the place of {@code text} where it is none.
   */
  public synchronized void message(
      String channel, String id, String contentType, String event, byte[] body) {
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    if (!contentType.isEmpty()) {
      message.addProperty("contentType", contentType);
    }
    if (!event.isEmpty()) {
      message.addProperty("event", event);
    }
    try {
      message.addProperty("text", UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException binary) {
      message.addProperty("base64", Base64.getEncoder().encodeToString(body));
    }
    all.getAsJsonArray(channel).add(message);
  }

  @Override
  public synchronized String toString() {
    return all.toString();
  }
}
