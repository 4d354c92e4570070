package org.zmqwebbridge.edge.proxy;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The one place that says who a client is; what other places say is not looked at. */
public enum ClientAddressSource {
  /** The socket: no proxy stands between, or nobody may say who is behind it. */
  SOCKET("socket"),
  /** {@code X-Forwarded-For}. */
  X_FORWARDED_FOR("x-forwarded-for"),
  /** {@code Forwarded} (RFC 7239). */
  FORWARDED("forwarded"),
  /** The PROXY protocol's header, version 1 or 2, in front of everything else. */
  PROXY("proxy");

  private final String word;

  ClientAddressSource(String word) {
    this.word = word;
  }

  /** The setting's value. */
  public String word() {
    return word;
  }

  /**
   * By the setting's value.
   *
   * @throws IllegalArgumentException if it is none; the message names them all
   */
  public static ClientAddressSource of(String word) {
    return Arrays.stream(values())
        .filter(source -> source.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + word
                        + "\" is none of "
                        + Arrays.stream(values())
                            .map(ClientAddressSource::word)
                            .collect(Collectors.joining(", "))));
  }
}
