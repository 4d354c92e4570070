package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Members of an object as publishers and origins write it: of JSON, whose strings are text, or of
 * tnetstrings, whose strings are bytes.
 *
 * @param what it is called in messages
 */
record Json(Map<?, ?> members, String what) {
  boolean has(String name) {
    return members.containsKey(name);
  }

  /** A string; empty if there is none. */
  Optional<String> text(String name) throws MalformedGripException {
    Object value = members.get(name);
    return value == null ? Optional.empty() : Optional.of(asText(name, value));
  }

  private String asText(String name, Object value) throws MalformedGripException {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, UTF_8);
    }
    throw wrong(name);
  }

  /** A string as bytes; empty if there is none. */
  Optional<byte[]> bytes(String name) throws MalformedGripException {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(value instanceof byte[] bytes ? bytes : asText(name, value).getBytes(UTF_8));
  }

  /** Bytes that JSON writes in base64, and tnetstrings as they are. */
  Optional<byte[]> binary(String name) throws MalformedGripException {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          value instanceof byte[] bytes ? bytes : Base64.getDecoder().decode(asText(name, value)));
    } catch (IllegalArgumentException none) {
      throw new MalformedGripException(what + " contains '" + name + "' that is no base64");
    }
  }

  /** A number, also one that is written as a string. */
  int number(String name, int standard) throws MalformedGripException {
    Object value = members.get(name);
    if (value == null) {
      return standard;
    }
    if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    String text = value instanceof Long ? "" : asText(name, value);
    if (text.length() > 9 || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong(name);
    }
    return Integer.parseInt(text);
  }

  boolean flag(String name) throws MalformedGripException {
    Object value = members.get(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw wrong(name);
  }

  /** An object; empty if there is none. */
  Optional<Json> object(String name) throws MalformedGripException {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?> object) {
      return Optional.of(new Json(object, name));
    }
    throw wrong(name);
  }

  /** An object that is called by its name in quotes; empty if there is none. */
  Optional<Json> part(String name) throws MalformedGripException {
    if (!has(name)) {
      return Optional.empty();
    }
    if (members.get(name) instanceof Map<?, ?> object) {
      return Optional.of(new Json(object, "'" + name + "'"));
    }
    throw new MalformedGripException("'" + name + "' is not an object");
  }

  /** Bytes of the first of two members that is there, or of neither. */
  Optional<byte[]> either(String binary, String text) throws MalformedGripException {
    return has(binary) ? binary(binary) : bytes(text);
  }

  /** A list; empty if there is none. */
  Optional<List<?>> list(String name) throws MalformedGripException {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof List<?> list) {
      return Optional.of(list);
    }
    throw wrong(name);
  }

  /** A list of strings; empty if there is none. */
  Optional<List<String>> texts(String name) throws MalformedGripException {
    Optional<List<?>> list = list(name);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Object one : list.get()) {
      if (!(one instanceof String) && !(one instanceof byte[])) {
        throw new MalformedGripException(name + " contains element with wrong type");
      }
      texts.add(asText(name, one));
    }
    return Optional.of(texts);
  }

  /** An object of strings; empty if there is none. */
  Map<String, String> words(String name) throws MalformedGripException {
    Map<String, String> words = new LinkedHashMap<>();
    Optional<Json> object = object(name);
    if (object.isPresent()) {
      Json inside = new Json(object.get().members, "'" + name + "'");
      for (Map.Entry<?, ?> one : inside.members.entrySet()) {
        String key = String.valueOf(one.getKey());
        words.put(key, inside.asText(key, one.getValue()));
      }
    }
    return words;
  }

  /** Headers: an object, or a list of pairs. */
  List<Header> headers(String name) throws MalformedGripException {
    List<Header> headers = new ArrayList<>();
    if (members.get(name) instanceof Map<?, ?>) {
      words(name).forEach((key, value) -> headers.add(new Header(key, value)));
      return headers;
    }
    for (Object one : list(name).orElse(List.of())) {
      if (!(one instanceof List<?> pair)) {
        throw new MalformedGripException(name + " contains element with wrong type");
      }
      if (pair.size() != 2) {
        throw new MalformedGripException(name + " contains list with wrong number of elements");
      }
      headers.add(new Header(asText(name, pair.get(0)), asText(name, pair.get(1))));
    }
    return headers;
  }

  MalformedGripException wrong(String name) {
    return new MalformedGripException(what + " contains '" + name + "' with wrong type");
  }

  MalformedGripException lacks(String name) {
    return new MalformedGripException(what + " does not contain '" + name + "'");
  }
}
