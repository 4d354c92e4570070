package org.zmqwebbridge.mongrel2.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What values of a configuration must be; says which is not. Pure. */
final class Checks {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_SHOWN = 80;

  private Checks() {}

  static void present(Object value, String what) {
    if (value == null) {
      throw new IllegalArgumentException(what + " is missing");
    }
  }

  /** Text without characters that no name has. */
  static void text(String value, String what) {
    present(value, what);
    if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(what + " has control characters: " + quoted(value));
    }
  }

  static void filled(String value, String what) {
    text(value, what);
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " is empty");
    }
  }

  static void noSpace(String value, String what) {
    if (value.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(what + " has a space: " + quoted(value));
    }
  }

  static void uuid(String value, String what) {
    present(value, what);
    if (!value.matches("[A-Za-z0-9-]{1,256}")) {
      throw new IllegalArgumentException(
          what + " is 1 to 256 letters, digits and -, not " + quoted(value));
    }
  }

  static void port(int value, int least, String what) {
    between(value, least, MAX_PORT, what);
  }

  static void between(long value, long least, long most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is a number from " + least + " to " + most + ", not " + value);
    }
  }

  static int number(String text, String what) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(what + " is a whole number, not " + quoted(text));
    }
    return Integer.parseInt(text);
  }

  static void distinct(Collection<String> all, String what) {
    Set<String> seen = new HashSet<>();
    for (String one : all) {
      if (!seen.add(one)) {
        throw new IllegalArgumentException(what + " " + quoted(one) + "; give each its own");
      }
    }
  }

  /** A stranger's text, cut, and without what would disturb a terminal. */
  static String quoted(String text) {
    String shown = text.replaceAll("\\p{Cntrl}", "?");
    return '"' + (shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown) + '"';
  }
}
