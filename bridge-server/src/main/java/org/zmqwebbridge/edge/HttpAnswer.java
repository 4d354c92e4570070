package org.zmqwebbridge.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an {@link Exchange} is answered with.
 *
 * <p>Immutable.
 *
 * @param status for example 200
 * @param contentType the media type of the body; empty: there is none
 * @param body not to be changed any more
 * @param headers others than those that the edge writes itself, by name; no value holds a control
 *     character
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
  private static final int SOON_SECONDS = 1;
  private static final String TEXT = "text/plain; charset=utf-8";

  public HttpAnswer {
    headers = Map.copyOf(headers);
    for (String value : headers.values()) {
      if (hasControl(value)) {
        throw new IllegalArgumentException("a header of an answer holds a control character");
      }
    }
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /** An answer with a body. */
  public static HttpAnswer of(int status, String contentType, byte[] body) {
    return new HttpAnswer(status, contentType, body, Map.of());
  }

  /** An answer without a body. */
  public static HttpAnswer empty(int status) {
    return new HttpAnswer(status, "", new byte[0], Map.of());
  }

  /**
   * One that people read.
   *
   * @param text without its line feed
   */
  public static HttpAnswer text(int status, String text) {
    return of(status, TEXT, (text + "\n").getBytes(UTF_8));
  }

  /** To a client that may not come in, over HTTP as by a close code. */
  public static HttpAnswer refusal(CloseReason told) {
    String text = "Not allowed: " + told.status().text() + ".";
    return switch (told) {
      case UNAUTHORIZED, NO_CREDENTIALS, GRANT_EXPIRED ->
          text(401, text).with("WWW-Authenticate", "Bearer");
      case UNDECIDED, UNDECIDABLE, BUSY -> text(503, text).retryAfter(SOON_SECONDS);
      default -> told.isLimit() ? text(429, text).retryAfter(SOON_SECONDS) : text(403, text);
    };
  }

  /** The same with one more header. */
  public HttpAnswer with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HttpAnswer(status, contentType, body, all);
  }

  /** The same with more headers. */
  public HttpAnswer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new HttpAnswer(status, contentType, body, all);
  }

  /** The same, and a client that tries again does so no sooner. */
  public HttpAnswer retryAfter(int seconds) {
    return with("Retry-After", Integer.toString(seconds));
  }
}
