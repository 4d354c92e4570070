package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * The request that a script element means: method, headers and body are in the query.
 *
 * <p>Immutable.
 *
 * @param callback the function that is called with the answer
 * @param body may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScriptRequest(String callback, RequestHead head, byte[] body) {
  /** What a function may be called: nothing that says more than a name. */
  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z0-9_$.\\[\\]]{1,200}");

  private static final Pattern METHOD = Pattern.compile("[A-Za-z]{1,20}");

  /**
   * Reads one; empty: it is a request like others.
   *
   * @throws IllegalArgumentException if it is wrong; the message is for its client
   */
  static Optional<ScriptRequest> read(RequestHead said, JsonP how) {
    QueryWords query = QueryWords.of(said.query());
    Optional<String> named = query.value(how.callbackParameter());
    boolean hasBody = how.bodyParameter().filter(query::has).isPresent();
    if (!said.method().equals("GET")
        || (named.isEmpty() && !(how.standardCallback().isPresent() && hasBody))) {
      return Optional.empty();
    }
    String callback = named.or(how::standardCallback).orElse("");
    String bodyName = how.bodyParameter().orElse("_body");
    String method = query.value("_method").orElse(how.standardMethod());
    check(FUNCTION.matcher(callback).matches(), "callback");
    check(METHOD.matcher(method).matches(), "_method");
    List<HeaderField> headers = headers(query);
    if (hasBody) {
      headers.add(new HeaderField("Content-Type", "application/json"));
    }
    String rest = query.without(List.of(how.callbackParameter(), "_method", "_headers", bodyName));
    return Optional.of(
        new ScriptRequest(
            callback,
            head(said, method.toUpperCase(Locale.ROOT), rest, headers),
            query.value(bodyName).orElse("").getBytes(UTF_8)));
  }

  private static void check(boolean isRight, String name) {
    if (!isRight) {
      throw new IllegalArgumentException("Invalid " + name + " parameter.");
    }
  }

  private static List<HeaderField> headers(QueryWords query) {
    List<HeaderField> headers = new ArrayList<>();
    if (query.has("_headers")) {
      try {
        for (Map.Entry<String, Object> entry :
            StrictJson.object(query.value("_headers").orElse("")).entrySet()) {
          check(entry.getValue() instanceof String, "_headers");
          headers.add(new HeaderField(entry.getKey(), (String) entry.getValue()));
        }
      } catch (MalformedTextException | IllegalArgumentException wrong) {
        check(false, "_headers");
      }
    }
    return headers;
  }

  private static RequestHead head(
      RequestHead said, String method, String query, List<HeaderField> headers) {
    RequestHead.Builder head = new RequestHead.Builder();
    said.forEachHeader(
        (name, value) -> {
          if (headers.stream().noneMatch(field -> field.is(name))) {
            head.header(name, value);
          }
        });
    headers.stream()
        .filter(field -> !field.is("Host"))
        .forEach(field -> head.header(field.name(), field.value()));
    String path = said.target().split("\\?", 2)[0];
    return head.target(query.isEmpty() ? path : path + "?" + query)
        .build(method, said.path(), query, said.remoteAddress(), said.secure());
  }
}
