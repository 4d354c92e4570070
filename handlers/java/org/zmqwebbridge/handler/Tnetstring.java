package org.zmqwebbridge.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tagged netstrings, {@code SIZE:BYTES} and a byte that says the type, both ways.
 *
 * <p>A string by itself is a {@code byte[]}; in a list or a map it is a {@code String}, of UTF-8.
 * Numbers are {@code Long} or {@code Double}. No state.
 */
final class Tnetstring {
  private static final int MAX_DIGITS = 9;
  private static final int MAX_DEPTH = 16;

  private Tnetstring() {}

  /**
   * The next value, which is taken from the buffer.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Object read(ByteBuffer data) {
    return read(data, 0);
  }

  private static Object read(ByteBuffer data, int depth) {
    int size = size(data);
    if (depth > MAX_DEPTH || size >= data.remaining()) {
      throw new IllegalArgumentException("a tnetstring says more than there is");
    }
    ByteBuffer value = data.slice(data.position(), size);
    data.position(data.position() + size);
    char type = (char) data.get();
    return switch (type) {
      case ']' -> list(value, depth);
      case '}' -> map(list(value, depth));
      default -> scalar(type, bytes(value));
    };
  }

  private static int size(ByteBuffer data) {
    StringBuilder digits = new StringBuilder();
    while (data.hasRemaining()) {
      char one = (char) data.get();
      if (one == ':' && digits.length() > 0) {
        return Integer.parseInt(digits.toString());
      }
      if (one < '0' || one > '9' || digits.length() == MAX_DIGITS) {
        break;
      }
      digits.append(one);
    }
    throw new IllegalArgumentException("a tnetstring begins with its size and a colon");
  }

  private static List<Object> list(ByteBuffer data, int depth) {
    List<Object> items = new ArrayList<>();
    while (data.hasRemaining()) {
      Object item = read(data, depth + 1);
      items.add(item instanceof byte[] text ? new String(text, UTF_8) : item);
    }
    return items;
  }

  private static Map<String, Object> map(List<Object> items) {
    if (items.size() % 2 != 0) {
      throw new IllegalArgumentException("a tnetstring's map has a key without a value");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i += 2) {
      map.put(String.valueOf(items.get(i)), items.get(i + 1));
    }
    return map;
  }

  private static Object scalar(char type, byte[] value) {
    String text = new String(value, ISO_8859_1);
    return switch (type) {
      case ',' -> value;
      case '#' -> Long.valueOf(text);
      case '^' -> Double.valueOf(text);
      case '!' -> text.equals("true");
      case '~' -> "";
      default -> throw new IllegalArgumentException("a tnetstring has no type " + type);
    };
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }

  /** A list, map, number or text as a tnetstring. */
  static byte[] write(Object value) {
    ByteArrayOutputStream inside = new ByteArrayOutputStream();
    char type = ',';
    if (value instanceof List<?> list) {
      list.forEach(each -> inside.writeBytes(write(each)));
      type = ']';
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            inside.writeBytes(write(key));
            inside.writeBytes(write(each));
          });
      type = '}';
    } else {
      inside.writeBytes(value.toString().getBytes(UTF_8));
      type = value instanceof Number ? '#' : ',';
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes((inside.size() + ":").getBytes(ISO_8859_1));
    whole.writeBytes(inside.toByteArray());
    whole.write(type);
    return whole.toByteArray();
  }
}
