package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Optional;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.grip.wire.Element;
import org.zmqwebbridge.json.JsonString;

/**
 * What publishers are answered, in the words that their libraries know.
 *
 * <p>Pure.
 */
final class ControlAnswers {
  private static final String TEXT = "text/plain";
  private static final String JSON = "application/json";

  private ControlAnswers() {}

  /** In which form a client takes an answer; empty: in none of ours. */
  static Optional<Form> form(RequestHead head) {
    String accept = head.header("Accept").orElse("*/*");
    boolean takesJson = false;
    for (Element range : Element.list(accept)) {
      switch (range.value().toLowerCase(Locale.ROOT)) {
        case "*/*", "text/*", TEXT -> {
          return Optional.of(Form.TEXT);
        }
        case "application/*", JSON -> takesJson = true;
        default -> {
          // what we do not have
        }
      }
    }
    return takesJson ? Optional.of(Form.JSON) : Optional.empty();
  }

  /** What an answer is written as. */
  enum Form {
    TEXT,
    JSON
  }

  /**
   * A success.
   *
   * @param receivers how many there were, where that was asked for
   */
  static HttpAnswer done(Form form, String message, Optional<Integer> receivers) {
    if (form == Form.TEXT) {
      return text(200, message);
    }
    String more = receivers.map(count -> ",\"receivers\":" + count).orElse("");
    String body = "{\"message\":" + JsonString.quote(message) + more + "}\n";
    return HttpAnswer.of(200, JSON, body.getBytes(UTF_8));
  }

  /** Whatever else, as text. */
  static HttpAnswer text(int status, String text) {
    return HttpAnswer.of(status, TEXT, (text + "\n").getBytes(UTF_8));
  }

  static HttpAnswer notAcceptable() {
    return text(406, "Not Acceptable. Supported formats are text/plain and application/json.");
  }

  static HttpAnswer notAllowed(String method) {
    return text(405, "Method not allowed: " + method + ".").with("Allow", "POST");
  }

  static HttpAnswer unauthorized() {
    return text(
            401,
            "Publishers bring the secret of this bridge: Authorization: Bearer SECRET, or a JWT"
                + " (HS256) that is signed by it and has an exp.")
        .with("WWW-Authenticate", "Bearer");
  }
}
