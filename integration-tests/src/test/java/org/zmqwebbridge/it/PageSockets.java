package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * A page on the second wire with sockets of any type, in few words: frames are written as JSON with
 * single quotes, and messages as their parts with slashes between.
 *
 * <p>Owner thread: the test's.
 */
final class PageSockets implements AutoCloseable {
  private final SecondFrames frames = new SecondFrames(new Variables());
  private final SecondPage page;

  PageSockets(TestBridge bridge) {
    this.page = new SecondPage(bridge, frames);
  }

  static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  /** Sends a frame. */
  PageSockets say(String json) {
    page.send(frames.outgoing(json(json)));
    return this;
  }

  /** Asks to open a socket; {@code more} begins with a comma, or is empty. */
  PageSockets ask(int channel, String type, String endpoint, String more) {
    return say(
        "{'op': 'open', 'channel': "
            + channel
            + ", 'type': '"
            + type
            + "', 'endpoint': '"
            + endpoint
            + "'"
            + more
            + "}");
  }

  /** Opens a socket, and returns the answer. */
  JsonObject open(int channel, String type, String endpoint, String more) {
    ask(channel, type, endpoint, more);
    JsonObject opened = next(channel);
    assertEquals("opened", Json.text(opened, "op"), opened.toString());
    return opened;
  }

  JsonObject open(int channel, String type, String endpoint) {
    return open(channel, type, endpoint, "");
  }

  /** Sends a message. */
  PageSockets send(int channel, String... parts) {
    return say(
        "{'kind': 'MESSAGE', 'channel': "
            + channel
            + ", 'parts': ['"
            + String.join("', '", parts)
            + "']}");
  }

  /** The next frame of a channel. */
  JsonObject next(int channel) {
    return page.next(json("{'channel': " + channel + "}"));
  }

  private JsonObject nextButCredit(int channel) {
    JsonObject frame = next(channel);
    while (frame.has("op") && Json.text(frame, "op").equals("credit")) {
      frame = next(channel);
    }
    return frame;
  }

  /** The next frame of a channel but credit, which is a message; or what else it is. */
  String heard(int channel) {
    JsonObject frame = nextButCredit(channel);
    if (!frame.has("parts")) {
      return frame.toString();
    }
    List<String> parts = new ArrayList<>();
    frame.getAsJsonArray("parts").forEach(part -> parts.add(part.getAsString()));
    return String.join("/", parts);
  }

  /** The next frame of a channel but credit says this, by its {@code op} and code. */
  void hears(int channel, String op, int code) {
    lost(channel, op, code);
  }

  /** The next frame of a channel but credit says this of so many messages. */
  int lost(int channel, String op, int code) {
    JsonObject frame = nextButCredit(channel);
    assertEquals(op, Json.text(frame, "op"), frame.toString());
    assertEquals(code, frame.get("code").getAsInt(), frame.toString());
    return frame.has("messages") ? frame.get("messages").getAsInt() : 0;
  }

  /** The next frame of a channel gives credit; how much. */
  int credited(int channel) {
    JsonObject frame = next(channel);
    assertEquals("credit", Json.text(frame, "op"), frame.toString());
    return frame.get("messages").getAsInt();
  }

  /**
   * All that was said before has been handled, and nothing of it was answered but what was read.
   */
  void isAlive() {
    say("{'op': 'ping', 'id': 1}");
    assertEquals("pong", Json.text(page.next(json("{}")), "op"));
  }

  @Override
  public void close() {
    page.close();
  }

  /** Closes, whatever is unread. */
  void cut() {
    page.closeUnread();
  }
}
