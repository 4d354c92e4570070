package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.zmqwebbridge.json.JsonString;

/** Parts of a message as text, where they are some, and as JSON, which holds any bytes. */
final class PartText {
  private PartText() {}

  /** The part as text; {@code null}: it is no UTF-8. */
  static String decoded(byte[] part) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString();
    } catch (CharacterCodingException none) {
      return null;
    }
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
