package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * A message of several parts as JSON: an array of strings, each a part in base64 (RFC 4648, section
 * 4).
 */
public final class PartsArray {
  /** Its media type. */
  public static final String MEDIA_TYPE = "application/vnd.zmq.parts+json";

  /** What a part takes besides its bytes, by far: quotes, a comma, padding, white space. */
  private static final int BYTES_OF_A_PART = 16;

  private PartsArray() {}

  /**
   * The longest that is read of such a message.
   *
   * @param bytes of all parts together
   */
  public static int maxEncodedBytes(int bytes, int parts) {
    long most = (bytes + 2L) / 3 * 4 + (long) parts * BYTES_OF_A_PART + BYTES_OF_A_PART;
    return (int) Math.min(Integer.MAX_VALUE - 8, most);
  }

  /** The parts, at least one; empty: it is no such array. */
  public static Optional<List<byte[]>> decode(byte[] json) {
    try {
      List<byte[]> parts = new ArrayList<>();
      for (Object part : StrictJson.array(text(json))) {
        if (!(part instanceof String base64)) {
          return Optional.empty();
        }
        parts.add(Base64.getDecoder().decode(base64));
      }
      return parts.isEmpty() ? Optional.empty() : Optional.of(parts);
    } catch (MalformedTextException | CharacterCodingException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static String text(byte[] utf8) throws CharacterCodingException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  /** Whether it is one JSON value, in UTF-8. */
  public static boolean isJson(byte[] utf8) {
    try {
      return StrictJson.isValue(text(utf8));
    } catch (CharacterCodingException illFormed) {
      return false;
    }
  }

  /** The array, in UTF-8. */
  public static byte[] encode(List<byte[]> parts) {
    return parts.stream()
        .map(part -> '"' + Base64.getEncoder().encodeToString(part) + '"')
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(US_ASCII);
  }
}
