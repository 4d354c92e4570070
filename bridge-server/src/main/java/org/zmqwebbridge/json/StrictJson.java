package org.zmqwebbridge.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text from strangers into plain Java values, strictly (RFC 8259): no duplicate names,
 * no lone surrogates, bounded depth and numbers.
 */
public final class StrictJson {
  public static final int MAX_DEPTH = 32;
  public static final int MAX_NUMBER_CHARACTERS = 64;

  /** {@code 1e999999999} is ten characters and, as an integer, a gigabyte of digits. */
  public static final int MAX_EXPONENT = 1_000;

  private final JsonReader reader;
  private int depth;

  private StrictJson(String text) {
    reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MAX_DEPTH + 1);
  }

  /** Reads one object, in UTF-8: all of the buffer. */
  public static Map<String, Object> object(ByteBuffer utf8) throws MalformedTextException {
    return object(text(utf8));
  }

  private static String text(ByteBuffer utf8) throws MalformedTextException {
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(utf8)
          .toString();
    } catch (CharacterCodingException illFormed) {
      throw new MalformedTextException("the text is not UTF-8");
    }
  }

  /** Reads one object. */
  public static Map<String, Object> object(String text) throws MalformedTextException {
    if (read(text) instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // object() below builds nothing else
      Map<String, Object> members = (Map<String, Object>) map;
      return members;
    }
    throw new MalformedTextException("not a JSON object");
  }

  /** Reads one array. */
  public static List<?> array(String text) throws MalformedTextException {
    if (read(text) instanceof List<?> list) {
      return list;
    }
    throw new MalformedTextException("not a JSON array");
  }

  /** Whether it is any one value. */
  public static boolean isValue(String text) {
    try {
      Object unused = read(text);
      return true;
    } catch (MalformedTextException malformed) {
      return false;
    }
  }

  private static Object read(String text) throws MalformedTextException {
    StrictJson json = new StrictJson(text);
    try {
      Object value = json.value();
      if (json.reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedTextException("text after the JSON value");
      }
      return value;
    } catch (MalformedJsonException | EOFException malformed) {
      throw new MalformedTextException("malformed JSON");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (IllegalStateException | NumberFormatException malformed) {
      throw new MalformedTextException("malformed JSON");
    }
  }

  private Object value() throws IOException, MalformedTextException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> string(reader.nextString());
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      default -> throw new MalformedTextException("malformed JSON");
    };
  }

  private Map<String, Object> object() throws IOException, MalformedTextException {
    Map<String, Object> members = new LinkedHashMap<>();
    reader.beginObject();
    enter();
    while (reader.hasNext()) {
      String name = string(reader.nextName());
      Object value = value();
      if (members.containsKey(name)) {
        throw new MalformedTextException("a name stands twice in one object");
      }
      members.put(name, value);
    }
    depth--;
    reader.endObject();
    return Collections.unmodifiableMap(members);
  }

  private List<Object> array() throws IOException, MalformedTextException {
    List<Object> elements = new ArrayList<>();
    reader.beginArray();
    enter();
    while (reader.hasNext()) {
      elements.add(value());
    }
    depth--;
    reader.endArray();
    return Collections.unmodifiableList(elements);
  }

  private void enter() throws MalformedTextException {
    if (++depth > MAX_DEPTH) {
      throw new MalformedTextException("nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private static String string(String text) throws MalformedTextException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new MalformedTextException("a string with half a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  /** A long where it fits, a double where it is exact, and otherwise a decimal. */
  private static Object number(String text) throws MalformedTextException {
    if (text.length() > MAX_NUMBER_CHARACTERS) {
      throw new MalformedTextException(
          "a number of more than " + MAX_NUMBER_CHARACTERS + " characters");
    }
    if (text.matches("-?[0-9]{1,18}")) {
      return Long.valueOf(text);
    }
    BigDecimal exact = new BigDecimal(text);
    if (Math.abs((long) exact.scale()) > MAX_EXPONENT) {
      throw new MalformedTextException("a number beyond 1e" + MAX_EXPONENT);
    }
    double rounded = exact.doubleValue();
    boolean same = Double.isFinite(rounded) && new BigDecimal(rounded).compareTo(exact) == 0;
    return same || isShortest(text, rounded) ? (Object) rounded : exact;
  }

  private static boolean isShortest(String text, double rounded) {
    return Double.isFinite(rounded)
        && new BigDecimal(Double.toString(rounded)).compareTo(new BigDecimal(text)) == 0;
  }
}
