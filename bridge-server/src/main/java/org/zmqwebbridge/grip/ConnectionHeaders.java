package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of headers that are about one connection, and are not passed on to another (RFC 9110,
 * section 7.6.1).
 *
 * <p>Immutable.
 */
final class ConnectionHeaders {
  /**
   * What frames a message, routes it or says who may: never a trailer (RFC 9110, section 6.5.1).
   */
  private static final Set<String> NEVER_TRAILERS =
      ignoringCase(
          List.of(
              "host",
              "content-type",
              "content-encoding",
              "content-range",
              "authorization",
              "set-cookie",
              "cookie",
              "cache-control",
              "expect",
              "forwarded",
              "location",
              "vary"));

  private final Set<String> names;

  ConnectionHeaders(String... names) {
    this.names = ignoringCase(List.of(names));
  }

  private static Set<String> ignoringCase(List<String> names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(names);
    return set;
  }

  /**
   * These, and those that a message's own {@code Connection} headers name; in whatever case.
   *
   * @param connections the values of these headers; mostly none
   */
  Set<String> and(List<String> connections) {
    if (connections.isEmpty()) {
      return names;
    }
    Set<String> all = ignoringCase(List.copyOf(names));
    for (String connection : connections) {
      for (String name : connection.split(",", -1)) {
        all.add(name.trim());
      }
    }
    return all;
  }

  /** Whether a trailer must not have this name. */
  boolean isTrailerless(String name) {
    return names.contains(name)
        || NEVER_TRAILERS.contains(name)
        || begins(name, "grip-")
        || begins(name, "x-forwarded-");
  }

  private static boolean begins(String name, String with) {
    return name.regionMatches(true, 0, with, 0, with.length());
  }
}
