package org.zmqwebbridge.blastbeat.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What values of a configuration must be; says which is not. Pure. */
final class Checks {
  private static final int MAX_SHOWN = 80;

  private Checks() {}

  /** Printable ASCII without spaces, and not too much of it. */
  static void word(String value, int most, String what) {
    if (!value.matches("[!-~]{1," + most + "}")) {
      throw new IllegalArgumentException(
          what
              + " is 1 to "
              + most
              + " letters, digits and signs without spaces, not "
              + quoted(value));
    }
  }

  static void between(long value, long least, long most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is a number from " + least + " to " + most + ", not " + value);
    }
  }

  static void distinct(Collection<String> all, String what) {
    Set<String> seen = new HashSet<>();
    for (String one : all) {
      if (!seen.add(one)) {
        throw new IllegalArgumentException(what + " " + quoted(one) + "; give each its own");
      }
    }
  }

  /** Somebody's text without what would disturb a terminal. */
  static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** The same, cut. */
  static String shown(String text) {
    String shown = harmless(text);
    return shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown;
  }

  /** The same in quotes. */
  static String quoted(String text) {
    return '"' + shown(text) + '"';
  }
}
