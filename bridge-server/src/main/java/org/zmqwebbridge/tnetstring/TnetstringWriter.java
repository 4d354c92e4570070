package org.zmqwebbridge.tnetstring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** Writes plain values as tnetstrings, so that {@link TnetstringReader} reads the same again. */
public final class TnetstringWriter {
  private TnetstringWriter() {}

  /**
   * One value.
   *
   * @param value bytes, text (written in UTF-8), a whole number, a {@code Double}, a flag, {@code
   *     null}, or a list or a map of these; the keys of maps are written as text
   * @throws IllegalArgumentException if it is anything else
   */
  public static byte[] write(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    append(out, value);
    return out.toByteArray();
  }

  private static void append(ByteArrayOutputStream out, Object value) {
    if (value == null) {
      put(out, new byte[0], '~');
    } else if (value instanceof byte[] bytes) {
      put(out, bytes, ',');
    } else if (value instanceof String text) {
      put(out, text.getBytes(UTF_8), ',');
    } else if (value instanceof Long || value instanceof Integer) {
      put(out, value.toString().getBytes(US_ASCII), '#');
    } else if (value instanceof Double number) {
      put(out, number.toString().getBytes(US_ASCII), '^');
    } else if (value instanceof Boolean flag) {
      put(out, flag.toString().getBytes(US_ASCII), '!');
    } else if (value instanceof List<?> list) {
      ByteArrayOutputStream inside = new ByteArrayOutputStream();
      list.forEach(one -> append(inside, one));
      put(out, inside.toByteArray(), ']');
    } else if (value instanceof Map<?, ?> map) {
      ByteArrayOutputStream inside = new ByteArrayOutputStream();
      map.forEach(
          (key, one) -> {
            append(inside, String.valueOf(key));
            append(inside, one);
          });
      put(out, inside.toByteArray(), '}');
    } else {
      throw new IllegalArgumentException(value.getClass() + " is no tnetstring");
    }
  }

  private static void put(ByteArrayOutputStream out, byte[] bytes, char type) {
    out.writeBytes((bytes.length + ":").getBytes(US_ASCII));
    out.writeBytes(bytes);
    out.write(type);
  }
}
