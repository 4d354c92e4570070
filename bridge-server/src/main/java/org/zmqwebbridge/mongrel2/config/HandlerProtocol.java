package org.zmqwebbridge.mongrel2.config;

import java.util.Arrays;
import java.util.Locale;

/** How the headers of a request are written for its handler. */
public enum HandlerProtocol {
  JSON,
  TNETSTRING;

  /** Its word in configurations. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one with this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static HandlerProtocol of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a handler's protocol is json or tnetstring, not " + Checks.quoted(word)));
  }
}
