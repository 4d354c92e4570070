package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a query, as forms write them.
 *
 * <p>Immutable.
 *
 * @param pairs as sent, each {@code name=value} or a name alone
 */
record QueryWords(List<String> pairs) {
  static QueryWords of(String query) {
    List<String> pairs = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        pairs.add(pair);
      }
    }
    return new QueryWords(pairs);
  }

  boolean has(String name) {
    return value(name).isPresent();
  }

  /** The first value of a name, decoded. */
  Optional<String> value(String name) {
    for (String pair : pairs) {
      if (name.equals(name(pair))) {
        int equals = pair.indexOf('=');
        return Optional.of(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  /** What is left without these names, as sent. */
  String without(List<String> names) {
    List<String> left = new ArrayList<>();
    for (String pair : pairs) {
      if (!names.contains(name(pair))) {
        left.add(pair);
      }
    }
    return String.join("&", left);
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return decoded(equals < 0 ? pair : pair.substring(0, equals));
  }

  /** As it is, if an escape is none. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
