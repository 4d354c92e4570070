package org.zmqwebbridge.tnetstring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads tnetstrings, one after the other, into plain values: bytes ({@code byte[]}), {@code Long},
 * {@code Double}, {@code Boolean}, {@code null}, lists of these, and maps of these whose keys are
 * text.
 *
 * <p>What it keeps is of the order of what it reads: lengths are believed only as far as there are
 * bytes, and nesting is bounded. Owner thread: its creator's.
 */
public final class TnetstringReader {
  /** How deep values may be nested. */
  public static final int MAX_DEPTH = 32;

  private static final int MAX_LENGTH_DIGITS = 9;
  private static final int MAX_INTEGER_DIGITS = 18;
  private static final int MAX_FLOAT_CHARACTERS = 64;

  private final byte[] bytes;
  private int at;

  /** One that begins at an index. */
  public TnetstringReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /**
   * All of the bytes from an index on as one value.
   *
   * @throws MalformedTnetstringException if they are none, or if more follows
   */
  public static Object whole(byte[] bytes, int from) throws MalformedTnetstringException {
    TnetstringReader reader = new TnetstringReader(bytes, from);
    Object value = reader.next();
    if (!reader.isAtEnd()) {
      throw new MalformedTnetstringException("bytes follow the value");
    }
    return value;
  }

  /** Whether everything has been read. */
  public boolean isAtEnd() {
    return at >= bytes.length;
  }

  /** The index of what comes next. */
  public int position() {
    return at;
  }

  /**
   * The next value.
   *
   * @throws MalformedTnetstringException if there is none
   */
  public Object next() throws MalformedTnetstringException {
    return value(bytes.length, 0);
  }

  private Object value(int end, int depth) throws MalformedTnetstringException {
    if (depth > MAX_DEPTH) {
      throw new MalformedTnetstringException("nested deeper than " + MAX_DEPTH + " levels");
    }
    int length = length(end);
    int from = at;
    int to = from + length;
    if (length >= end - from) { // its type is after it
      throw new MalformedTnetstringException("a value is longer than what is there");
    }
    Object value =
        switch (bytes[to]) {
          case ',' -> Arrays.copyOfRange(bytes, from, to);
          case '#' -> integer(text(from, to));
          case '^' -> decimal(text(from, to));
          case '!' -> flag(text(from, to));
          case '~' -> nothing(length);
          case ']' -> list(to, depth);
          case '}' -> map(to, depth);
          default -> throw new MalformedTnetstringException("a value of an unknown type");
        };
    at = to + 1;
    return value;
  }

  private int length(int end) throws MalformedTnetstringException {
    int from = at;
    int length = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - from < MAX_LENGTH_DIGITS) {
      length = 10 * length + (bytes[at] - '0');
      at++;
    }
    boolean isPadded = at - from > 1 && bytes[from] == '0';
    if (at == from || isPadded || at >= end || bytes[at] != ':') {
      throw new MalformedTnetstringException("a value begins with its length and a colon");
    }
    at++;
    return length;
  }

  private String text(int from, int to) {
    return new String(bytes, from, Math.min(to - from, MAX_FLOAT_CHARACTERS + 1), US_ASCII);
  }

  private static Long integer(String text) throws MalformedTnetstringException {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    boolean areDigits = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits.isEmpty() || digits.length() > MAX_INTEGER_DIGITS || !areDigits) {
      throw new MalformedTnetstringException(
          "an integer has 1 to " + MAX_INTEGER_DIGITS + " digits");
    }
    return Long.valueOf(text);
  }

  private static Double decimal(String text) throws MalformedTnetstringException {
    boolean isPlain = text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
    try {
      boolean isShort = text.length() <= MAX_FLOAT_CHARACTERS;
      double number = isPlain && isShort ? Double.parseDouble(text) : Double.NaN;
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new MalformedTnetstringException("a float that is none");
  }

  private static Boolean flag(String text) throws MalformedTnetstringException {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new MalformedTnetstringException("a flag is true or false");
    };
  }

  private static Object nothing(int length) throws MalformedTnetstringException {
    if (length > 0) {
      throw new MalformedTnetstringException("null has no bytes");
    }
    return null;
  }

  private List<Object> list(int end, int depth) throws MalformedTnetstringException {
    List<Object> list = new ArrayList<>(0);
    while (at < end) {
      list.add(value(end, depth + 1));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, Object> map(int end, int depth) throws MalformedTnetstringException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (at < end) {
      if (!(value(end, depth + 1) instanceof byte[] key)) {
        throw new MalformedTnetstringException("a key that is no string");
      }
      String name = new String(key, UTF_8);
      Object value = value(end, depth + 1);
      if (map.containsKey(name)) {
        throw new MalformedTnetstringException("a key stands twice in one dictionary");
      }
      map.put(name, value);
    }
    return Collections.unmodifiableMap(map);
  }
}
