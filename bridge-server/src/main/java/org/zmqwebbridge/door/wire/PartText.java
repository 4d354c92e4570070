package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.zmqwebbridge.json.JsonString;

/** Parts of a message as text, where they are some, and as JSON, which holds any bytes. */
final class PartText {
  private static final char REPLACEMENT = '\ufffd';

  private PartText() {}

  /** The part as text; {@code null}: it is no UTF-8. */
  static String decoded(byte[] part) {
    String text = new String(part, UTF_8);
    return text.indexOf(REPLACEMENT) < 0 || isText(part) ? text : null;
  }

  /** Without an exception for each part that is none: services may send nothing but such. */
  private static boolean isText(byte[] part) {
    CharBuffer room = CharBuffer.allocate(part.length);
    return !UTF_8.newDecoder().decode(ByteBuffer.wrap(part), room, true).isError();
  }

  /** Text as a JSON string, any other part as an object {@code {"base64": …}}. */
  static String json(byte[] part) {
    String text = decoded(part);
    return text == null ? base64(part) : JsonString.quote(text);
  }

  /** One part as such, more as an array of them. */
  static String json(List<byte[]> parts) {
    return parts.size() == 1
        ? json(parts.get(0))
        : parts.stream().map(PartText::json).collect(Collectors.joining(",", "[", "]"));
  }

  static String base64(byte[] part) {
    return "{\"base64\":\"" + Base64.getEncoder().encodeToString(part) + "\"}";
  }
}
