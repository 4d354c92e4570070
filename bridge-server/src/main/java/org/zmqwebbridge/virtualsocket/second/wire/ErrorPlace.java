package org.zmqwebbridge.virtualsocket.second.wire;

import java.util.Locale;

/** Where a page hears of an error, and so what has ended with it. */
public enum ErrorPlace {
  /** {@code error}: the frame that was wrong, and nothing else. */
  ERROR,
  /** {@code refused}: the socket that was to be opened. */
  REFUSED,
  /** {@code failed}: one request. */
  FAILED,
  /** {@code dropped}: messages that do not come. */
  DROPPED,
  /** {@code closed}: one socket. */
  CLOSED,
  /** The close frame: the connection, with 1007 (RFC 6455, section 7.4.1). */
  CONNECTION;

  /** The {@code op} that carries it, as in the specification's table; 1007 for a connection. */
  public String word() {
    return this == CONNECTION ? "1007" : name().toLowerCase(Locale.ROOT);
  }
}
