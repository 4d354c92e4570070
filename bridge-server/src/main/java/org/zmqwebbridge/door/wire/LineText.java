package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Publications as JSON, a line for each (NDJSON): {@code {"id": …, "message": …}}; what is the
 * bridge's own has no {@code message}. Ids are left out where they are {@code null}.
 */
final class LineText {
  /** A line of nothing. */
  static final byte[] HEARTBEAT = {'\n'};

  private LineText() {}

  /**
   * A publication: one part is a string, more are an array of strings; in the place of one that is
   * no text, an object {@code {"base64": …}}.
   *
   * @param parts at least one
   */
  static byte[] line(EventId id, List<byte[]> parts) {
    return ("{" + member(id) + "\"message\":" + PartText.json(parts) + "}\n").getBytes(UTF_8);
  }

  /** A line of the bridge's own. */
  static byte[] own(String name, EventId id, String data) {
    return ("{\"event\":\"" + name + "\"," + member(id) + "\"data\":" + data + "}\n")
        .getBytes(US_ASCII);
  }

  private static String member(EventId id) {
    return id == null ? "" : "\"id\":\"" + id + "\",";
  }
}
