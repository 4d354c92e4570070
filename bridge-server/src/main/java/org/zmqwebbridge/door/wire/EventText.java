package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Publications as server-sent events (HTML, section 9.2). What services send is data: no part of it
 * ever begins a line of its own, or ends an event. Ids are {@code null} where there are none.
 */
final class EventText {
  /**
   * Says nothing, so that everybody on the way sees that the stream lives; without an empty line,
   * which some clients take for an event.
   */
  static final byte[] HEARTBEAT = ":\n".getBytes(US_ASCII);

  /** How soon to come back when the stream ends. */
  private static final long RETRY_MILLIS = 3_000;

  private EventText() {}

  /** What a stream begins with. */
  static byte[] opening(EventId id, String data) {
    return ("retry: " + RETRY_MILLIS + "\n" + text("zwb.open", id, data)).getBytes(US_ASCII);
  }

  /** An event of the bridge's own. */
  static byte[] own(String name, EventId id, String data) {
    return text(name, id, data).getBytes(US_ASCII);
  }

  private static String text(String name, EventId id, String data) {
    return "event: " + name + "\n" + line(id) + "data: " + data + "\n\n";
  }

  /**
   * A publication without a name: of one part the part, as text, its lines one after the other; of
   * more parts a JSON array of them. A part that is no text is an object {@code {"base64": …}}.
   *
   * @param parts at least one
   */
  static byte[] event(EventId id, List<byte[]> parts) {
    return (line(id) + data(parts) + "\n").getBytes(UTF_8);
  }

  /**
   * A publication whose first part is its name, and whose data is the rest; one that has no rest,
   * or whose first part cannot be a name, has none.
   */
  static byte[] named(EventId id, List<byte[]> parts) {
    String name = lines(parts.get(0));
    if (parts.size() == 1 || name == null || name.isEmpty() || name.indexOf('\n') >= 0) {
      return event(id, parts);
    }
    String text = "event: " + name + "\n" + line(id) + data(parts.subList(1, parts.size())) + "\n";
    return text.getBytes(UTF_8);
  }

  private static String line(EventId id) {
    return id == null ? "" : "id: " + id + "\n";
  }

  private static String data(List<byte[]> parts) {
    byte[] first = parts.get(0);
    String text = parts.size() == 1 ? lines(first) : null;
    if (text != null) {
      return "data: " + text.replace("\n", "\ndata: ") + "\n";
    }
    String json = parts.size() == 1 ? PartText.base64(first) : PartText.json(parts);
    return "data: " + json + "\n";
  }

  /** Text that lines can hold; {@code null}: it is none. */
  private static String lines(byte[] part) {
    String text = PartText.decoded(part);
    return text == null || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0 ? null : text;
  }
}
