package org.zmqwebbridge.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * A message as a line, both ways: as text, or as JSON, in which a part is a string, or an object
 * {@code {"base64": …}} if it is no UTF-8; one part alone stands by itself, several in an array.
 */
enum MessageText {
  /** Parts with a tab between them; what no terminal should see is escaped. */
  PLAIN {
    @Override
    List<byte[]> read(String line) {
      return List.of(line.getBytes(UTF_8));
    }

    @Override
    byte[] line(List<byte[]> message) {
      String parts = message.stream().map(MessageText::printable).collect(Collectors.joining("\t"));
      return (parts + "\n").getBytes(UTF_8);
    }
  },

  /** A line of JSON each. */
  JSON {
    @Override
    List<byte[]> read(String line) {
      try {
        List<byte[]> parts = new ArrayList<>();
        for (Object value : listed(line.strip())) {
          parts.add(part(value));
        }
        if (parts.isEmpty()) {
          throw new IllegalArgumentException("a message has at least one part");
        }
        return parts;
      } catch (MalformedTextException malformed) {
        throw new IllegalArgumentException(malformed.getMessage(), malformed);
      }
    }

    @Override
    byte[] line(List<byte[]> message) {
      String json =
          message.size() == 1
              ? json(message.get(0))
              : message.stream().map(MessageText::json).collect(Collectors.joining(",", "[", "]"));
      return (json + "\n").getBytes(UTF_8);
    }
  },

  /** The bytes of all parts as they are, with nothing between them; lines are read as text. */
  RAW {
    @Override
    List<byte[]> read(String line) {
      return PLAIN.read(line);
    }

    @Override
    byte[] line(List<byte[]> message) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      message.forEach(bytes::writeBytes);
      return bytes.toByteArray();
    }
  };

  /**
   * The message that a line is.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  abstract List<byte[]> read(String line);

  /** What is printed of a message. */
  abstract byte[] line(List<byte[]> message);

  private static List<?> listed(String json) throws MalformedTextException {
    if (json.startsWith("[")) {
      return StrictJson.array(json);
    }
    List<?> one = StrictJson.array("[" + json + "]");
    if (one.size() != 1) {
      throw new IllegalArgumentException("several parts stand in an array: [\"a\", \"b\"]");
    }
    return one;
  }

  private static byte[] part(Object value) {
    if (value instanceof String text) {
      return text.getBytes(UTF_8);
    }
    if (value instanceof Map<?, ?> members
        && members.size() == 1
        && members.get("base64") instanceof String digits) {
      return Base64.getDecoder().decode(digits);
    }
    throw new IllegalArgumentException(
        "a part is a string, or {\"base64\": \"…\"}; put quotes around a text");
  }

  private static String json(byte[] part) {
    try {
      return JsonString.quote(UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString());
    } catch (CharacterCodingException bytes) {
      return "{\"base64\":\"" + Base64.getEncoder().encodeToString(part) + "\"}";
    }
  }

  private static String printable(byte[] part) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString();
      StringBuilder escaped = new StringBuilder();
      text.codePoints().forEach(c -> escape(c, escaped));
      return escaped.toString();
    } catch (CharacterCodingException bytes) {
      StringBuilder hex = new StringBuilder();
      for (byte b : part) {
        escape(b & 0xff, hex, b >= ' ' && b < 0x7f);
      }
      return hex.toString();
    }
  }

  private static void escape(int c, StringBuilder to) {
    switch (c) {
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      default -> escape(c, to, !Character.isISOControl(c));
    }
  }

  private static void escape(int c, StringBuilder to, boolean isShown) {
    if (isShown) {
      to.appendCodePoint(c);
    } else {
      to.append(String.format("\\x%02x", c));
    }
  }
}
