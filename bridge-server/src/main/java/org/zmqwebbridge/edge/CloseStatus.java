package org.zmqwebbridge.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A WebSocket's close code and text, as either side may say them (RFC 6455, sections 5.5.1 and 7.4;
 * IANA's "WebSocket Close Code Number Registry").
 *
 * @param code from 1000 to 4999
 * @param text for people; at most 123 bytes of UTF-8
 */
public record CloseStatus(int code, String text) {
  private static final int FIRST = 1000;
  private static final int LAST = 4999;
  private static final int FIRST_OF_APPLICATIONS = 3000;
  private static final int MAX_TEXT_BYTES = 123;

  /** A close frame came, and no code in it (section 7.1.5). */
  public static final CloseStatus NONE = new CloseStatus(1005, "");

  /** The connection ended, and no close frame came. */
  public static final CloseStatus ABNORMAL = new CloseStatus(1006, "");

  /**
   * @throws IllegalArgumentException if there is no such code, or the text is too long
   */
  public CloseStatus {
    if (code < FIRST || code > LAST) {
      throw new IllegalArgumentException("a close code is from 1000 to 4999, not " + code);
    }
    int bytes = text.getBytes(UTF_8).length;
    if (bytes > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "the text of a close frame is at most 123 bytes, not " + bytes);
    }
  }

  /** Whether a close frame may have this code; the others only say how a connection ended. */
  public static boolean isTransmittable(int code) {
    return switch (code) {
      case 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014 -> true;
      default -> code >= FIRST_OF_APPLICATIONS && code <= LAST;
    };
  }

  /**
   * The same, with the connection's number after the text, as the operator's log has it.
   *
   * @throws IllegalArgumentException if there is no room for it
   */
  public CloseStatus ofConnection(long connection) {
    return new CloseStatus(code, text + " (connection " + connection + ")");
  }
}
