package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * What an answer says so that pages of all Origins may read it (Fetch, section 3.2), where its
 * origin has not said it already.
 *
 * <p>Pure.
 */
final class CrossOrigin {
  private static final String METHODS = "OPTIONS, HEAD, GET, POST, PUT, DELETE";
  private static final String MAX_AGE_SECONDS = "3600";

  /** Those that pages may read anyhow. */
  private static final Set<String> READABLE = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    READABLE.addAll(
        List.of(
            "Cache-Control",
            "Content-Language",
            "Content-Type",
            "Expires",
            "Last-Modified",
            "Pragma"));
  }

  private final RequestHead request;

  CrossOrigin(RequestHead request) {
    this.request = request;
  }

  /** The same answer with these headers. */
  ResponseHead add(ResponseHead said) {
    List<HeaderField> all = new ArrayList<>(said.headers());
    String method = request.header("Access-Control-Request-Method").orElse(METHODS);
    addIfMissing("Access-Control-Allow-Methods", method, said, all);
    addIfMissing("Access-Control-Allow-Headers", join("access-control-request-headers"), said, all);
    addIfMissing("Access-Control-Expose-Headers", exposed(said), said, all);
    addIfMissing("Access-Control-Allow-Credentials", "true", said, all);
    addIfMissing("Access-Control-Allow-Origin", request.header("Origin").orElse("*"), said, all);
    addIfMissing("Access-Control-Max-Age", MAX_AGE_SECONDS, said, all);
    return new ResponseHead(said.status(), said.reason(), all);
  }

  private String join(String name) {
    return String.join(", ", request.headers(name));
  }

  private static String exposed(ResponseHead said) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    List<String> inOrder = new ArrayList<>();
    for (HeaderField field : said.headers()) {
      boolean isNew = !READABLE.contains(field.name()) && names.add(field.name());
      if (isNew && !field.name().regionMatches(true, 0, "Access-Control-", 0, 15)) {
        inOrder.add(field.name());
      }
    }
    return String.join(", ", inOrder);
  }

  private static void addIfMissing(
      String name, String value, ResponseHead said, List<HeaderField> all) {
    if (!value.isEmpty() && said.header(name).isEmpty()) {
      all.add(new HeaderField(name, value));
    }
  }
}
