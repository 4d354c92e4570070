package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.zmqwebbridge.observe.Counter;

/**
 * Why a ZeroMQ peer that asked a page gets an error instead of the page's answer: one row for each,
 * with all that is said and counted about it.
 */
enum AskOutcome {
  NO_SUCH_PAGE(
      Counter.ASKS_NO_SUCH_PAGE, "No page with this identity is connected to this endpoint."),
  PAGE_LEFT(Counter.ASKS_PAGE_LEFT, "The page left before it answered."),
  TIMEOUT(Counter.ASKS_TIMED_OUT, "The page did not answer in time."),
  OVERFLOW(
      Counter.ASKS_OVERFLOWED,
      "Too many requests wait for pages at this endpoint. Try again later."),
  TOO_LARGE(Counter.ASKS_TOO_LARGE, "The request is larger than this bridge delivers to browsers."),
  SHUTDOWN(Counter.ASKS_SHUT_DOWN, "The bridge is stopping. Ask again later."),
  MALFORMED(Counter.ASKS_MALFORMED, "The last frame must be the identity of a page's socket."),
  FAILED(Counter.ASKS_FAILED, "The page could not answer.");

  private final Counter counter;
  private final String text;

  AskOutcome(Counter counter, String text) {
    this.counter = counter;
    this.text = text;
  }

  /** What programs compare. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What counts it. */
  Counter counter() {
    return counter;
  }

  /** What the asker receives (PROTOCOL.md, section 1.4). */
  byte[] encoded() {
    return encoded(text);
  }

  /**
   * The same with another text.
   *
   * @param told what people read
   */
  byte[] encoded(String told) {
    return ("{\"status\":\"error\",\"error_msg\":\""
            + escaped(told)
            + "\",\"code\":\""
            + code()
            + "\",\"returnval\":null}")
        .getBytes(UTF_8);
  }

  /**
   * As it stands in a JSON string (RFC 8259, section 7); half a surrogate pair becomes {@code ?}.
   */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
