package org.zmqwebbridge.admin;

import com.google.gson.Gson;
import java.util.Map;

/**
 * What a management request is answered with.
 *
 * @param status the HTTP status
 * @param headers by name; Content-Type among them
 * @param text the body
 */
public record ManagementAnswer(int status, Map<String, String> headers, String text) {
  /** The header that says what a page may load; without it, nothing. */
  static final String POLICY = "Content-Security-Policy";

  private static final String CONTENT_TYPE = "Content-Type";

  public ManagementAnswer {
    headers = Map.copyOf(headers);
  }

  /** Plain text; a line's end is added. */
  public static ManagementAnswer text(int status, String text) {
    return new ManagementAnswer(
        status, Map.of(CONTENT_TYPE, "text/plain; charset=utf-8"), text + "\n");
  }

  /** A JSON text. */
  public static ManagementAnswer json(int status, String json) {
    return new ManagementAnswer(status, Map.of(CONTENT_TYPE, "application/json"), json);
  }

  /** A JSON object with these members: texts, numbers, booleans, lists and maps of those. */
  public static ManagementAnswer json(int status, Map<String, ?> members) {
    return json(status, new Gson().toJson(members) + "\n");
  }

  /** Plain text with one more header. */
  static ManagementAnswer text(int status, String text, String header, String value) {
    return new ManagementAnswer(
        status, Map.of(CONTENT_TYPE, "text/plain; charset=utf-8", header, value), text + "\n");
  }
}
