package org.zmqwebbridge.grip.wire;

import java.util.Optional;

/** Numbers in what origins say. */
final class Numbers {
  private static final int MOST_DIGITS = 9;

  private Numbers() {}

  /**
   * Whole seconds, at least 0.
   *
   * @param where is said if it is none
   */
  static int seconds(String where, Optional<String> text, int standard)
      throws MalformedGripException {
    if (text.isEmpty()) {
      return standard;
    }
    String said = text.get().trim();
    if (said.isEmpty()
        || said.length() > MOST_DIGITS
        || !said.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MalformedGripException(where + ": a timeout is a number of seconds, not " + said);
    }
    return Integer.parseInt(said);
  }
}
