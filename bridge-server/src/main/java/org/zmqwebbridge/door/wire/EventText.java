package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.zmqwebbridge.json.JsonString;

/**
 * Publications as server-sent events (HTML, section 9.2). What services send is data: no part of it
 * ever begins a line of its own, or ends an event.
 */
public final class EventText {
  /** Says nothing, so that everybody on the way sees that the stream lives. */
  public static final byte[] HEARTBEAT = ":\n\n".getBytes(US_ASCII);

  private EventText() {}

  /**
   * What a stream begins with: how soon to come back when it ends, and how often it says something
   * at least.
   */
  public static byte[] opening(long retryMillis, long heartbeatMillis) {
    return ("retry: "
            + retryMillis
            + "\nevent: zwb.open\ndata: {\"heartbeatMillis\":"
            + heartbeatMillis
            + "}\n\n")
        .getBytes(US_ASCII);
  }

  /**
   * A publication without a name: of one part the part, as text, its lines one after the other; of
   * more parts a JSON array of them. A part that is no text is an object {@code {"base64": …}}.
   *
   * @param parts at least one
   */
  public static byte[] event(List<byte[]> parts) {
    return (data(parts) + "\n").getBytes(UTF_8);
  }

  /**
   * A publication whose first part is its name, and whose data is the rest; one that has no rest,
   * or whose first part cannot be a name, has none.
   */
  public static byte[] named(List<byte[]> parts) {
    String name = text(parts.get(0));
    if (parts.size() == 1 || name == null || name.isEmpty() || name.indexOf('\n') >= 0) {
      return event(parts);
    }
    return ("event: " + name + "\n" + data(parts.subList(1, parts.size())) + "\n").getBytes(UTF_8);
  }

  private static String data(List<byte[]> parts) {
    String text = parts.size() == 1 ? text(parts.get(0)) : null;
    if (text != null) {
      return "data: " + text.replace("\n", "\ndata: ") + "\n";
    }
    return parts.size() == 1
        ? "data: " + base64(parts.get(0)) + "\n"
        : parts.stream().map(EventText::json).collect(Collectors.joining(",", "data: [", "]\n"));
  }

  private static String json(byte[] part) {
    String text = decoded(part);
    return text == null ? base64(part) : JsonString.quote(text);
  }

  private static String base64(byte[] part) {
    return "{\"base64\":\"" + Base64.getEncoder().encodeToString(part) + "\"}";
  }

  /** Text that lines can hold; {@code null}: it is none. */
  private static String text(byte[] part) {
    String text = decoded(part);
    return text == null || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0 ? null : text;
  }

  private static String decoded(byte[] part) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString();
    } catch (CharacterCodingException none) {
      return null;
    }
  }
}
