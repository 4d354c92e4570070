package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;

/**
 * Messages as server-sent events (HTML, section 9.2), as nchan writes them. What publishers send is
 * data: no part of it ever begins a field of its own, or ends an event.
 */
public final class EventText {
  private static final byte[] DATA = ascii("data: ");

  private EventText() {}

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /** What a stream begins with. */
  public static byte[] opening() {
    return ascii(": hi\n\n");
  }

  /** Nothing at all. */
  public static byte[] heartbeat() {
    return ascii(":\n");
  }

  /** What its client was to hear is lost; what comes next is after the gap. */
  public static byte[] gap() {
    return own("zwb.gap", "{}");
  }

  /** So many messages are lost, because their client reads too slowly. */
  public static byte[] dropped(long count) {
    return own("zwb.gap", "{\"dropped\":" + count + "}");
  }

  /** Somebody has come to a channel, or left it; names as JSON has them. */
  public static byte[] member(String channel, String member, boolean joined) {
    JsonObject data = new JsonObject();
    data.addProperty("channel", channel);
    data.addProperty("member", member);
    return own(joined ? "zwb.join" : "zwb.leave", data.toString());
  }

  /** The channel has been deleted. */
  public static byte[] gone() {
    return ascii(":410: 410 Gone\n\n");
  }

  /**
   * One of the relay's own events.
   *
   * @param data of one line
   */
  public static byte[] own(String name, String data) {
    return ("event: " + line(name) + "\ndata: " + line(data) + "\n\n").getBytes(UTF_8);
  }

  /**
   * A message.
   *
   * @param id its place, of printable characters
   * @param name what kind of event it is; empty: none. What no field can hold of it is left out
   */
  public static byte[] event(String id, String name, byte[] body) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(body.length + 64);
    if (!name.isEmpty()) {
      text.writeBytes(("event: " + line(name) + "\n").getBytes(UTF_8));
    }
    text.writeBytes(ascii("id: " + id + "\n"));
    int from = 0;
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '\n' || body[i] == '\r') {
        data(text, body, from, i);
        boolean both = body[i] == '\r' && i + 1 < body.length && body[i + 1] == '\n';
        i += both ? 1 : 0;
        from = i + 1;
      }
    }
    data(text, body, from, body.length);
    text.write('\n');
    return text.toByteArray();
  }

  private static void data(ByteArrayOutputStream text, byte[] body, int from, int to) {
    text.writeBytes(DATA);
    text.write(body, from, to - from);
    text.write('\n');
  }

  /** Without what would end a line, or no field may hold. */
  private static String line(String text) {
    boolean clean = text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == '\0');
    return clean ? text : text.replaceAll("[\r\n\0]", "");
  }
}
