package org.zmqwebbridge.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Values by name, as a form says them, or a flat JSON object: each name once, nothing nested, and
 * text that is UTF-8.
 */
final class Fields {
  private Fields() {}

  /**
   * Reads them; a body without a type has none if it is empty.
   *
   * @param contentType the header's value, or {@code null}
   * @throws BadRequestException if the body is not what the type says, or the type is another
   */
  static Map<String, String> of(String contentType, byte[] body) {
    if (contentType == null && body.length == 0) {
      return Map.of();
    }
    String type = String.valueOf(contentType).split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/json" -> json(text(body));
      case "application/x-www-form-urlencoded" -> form(text(body));
      default ->
          throw new BadRequestException(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
              "Send application/json or application/x-www-form-urlencoded.");
    };
  }

  private static String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException illFormed) {
      throw malformed("The body is not UTF-8.");
    }
  }

  private static Map<String, String> json(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      reader.beginObject();
      while (reader.hasNext()) {
        put(fields, reader.nextName(), value(reader));
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw malformed("Something follows the JSON object.");
      }
      return fields;
    } catch (IOException | IllegalStateException noObject) {
      throw malformed("The body is no JSON object of strings, numbers and booleans.");
    }
  }

  private static String value(JsonReader reader) throws IOException {
    return reader.peek() == JsonToken.BOOLEAN
        ? String.valueOf(reader.nextBoolean())
        : reader.nextString();
  }

  /**
   * Reads those of a form, or of a query.
   *
   * @throws BadRequestException if it is none
   */
  static Map<String, String> form(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        put(fields, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      } else if (!pair.isEmpty()) {
        throw malformed("A field of the form has no name or no value.");
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      String decoded = URLDecoder.decode(text, UTF_8);
      if (decoded.indexOf('\ufffd') < 0) {
        return decoded;
      }
    } catch (IllegalArgumentException noHex) {
      // said below
    }
    throw malformed("The form is not percent-encoded UTF-8.");
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (fields.put(name, value) != null) {
      throw malformed("A field stands twice.");
    }
  }

  private static BadRequestException malformed(String what) {
    return new BadRequestException(HttpStatus.BAD_REQUEST_400, what);
  }
}
