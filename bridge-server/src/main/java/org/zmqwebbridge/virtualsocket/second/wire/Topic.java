package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import org.zmqwebbridge.json.JsonString;

/** A topic in JSON: text for its UTF-8, or <code>{"base64": "…"}</code> (RFC 4648, section 4). */
final class Topic {
  private Topic() {}

  /** Its bytes; {@code null} if it is no topic. */
  static byte[] read(Object value) {
    if (value instanceof String text) {
      return text.getBytes(UTF_8);
    }
    return value instanceof Map<?, ?> members && members.get("base64") instanceof String digits
        ? decode(digits)
        : null;
  }

  /** Only the one spelling that an encoder writes: padded, and no bits left over. */
  private static byte[] decode(String digits) {
    try {
      byte[] bytes = Base64.getDecoder().decode(digits);
      return Base64.getEncoder().encodeToString(bytes).equals(digits) ? bytes : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** Text where the bytes are UTF-8. */
  static String json(byte[] topic) {
    try {
      return JsonString.quote(UTF_8.newDecoder().decode(ByteBuffer.wrap(topic)).toString());
    } catch (CharacterCodingException notText) {
      return new JsonMembers().put("base64", Base64.getEncoder().encodeToString(topic)).json();
    }
  }
}
