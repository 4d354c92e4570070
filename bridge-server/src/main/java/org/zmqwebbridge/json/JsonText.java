package org.zmqwebbridge.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What counts as JSON where an endpoint demands it: as strict as the wire itself. */
public final class JsonText {
  private JsonText() {}

  /** Whether well-formed UTF-8 is one JSON value (RFC 8259), within the wire's bounds. */
  public static boolean isWellFormed(byte[] utf8) {
    return StrictJson.isValue(new String(utf8, UTF_8));
  }
}
