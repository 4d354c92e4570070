package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.zmqwebbridge.edge.Origin;
import org.zmqwebbridge.edge.Route;

/**
 * Lets pages of allowed Origins read what they are answered (Fetch, section 3.2). With their
 * cookies only where the Origin is on the list: where any is allowed, a browser hides what a user's
 * cookies had a foreign page see.
 *
 * <p>Owner thread: any.
 */
final class Cors {
  private static final String HEADERS = "Authorization, Content-Type, Last-Event-ID, If-None-Match";
  private static final String MAX_AGE_SECONDS = "600";

  private final ConnectionRegistry registry; // null: it writes nothing

  /** Writes nothing: anyone who answers does. */
  static final Cors NONE = new Cors(null);

  Cors(ConnectionRegistry registry) {
    this.registry = registry;
  }

  /** The headers of an answer to a request whose Origin has been found to be allowed. */
  void allow(Request request, Response response) {
    allow(request.getHeaders(), response.getHeaders());
  }

  /**
   * The same.
   *
   * @param asking those of the request
   */
  void allow(HttpFields asking, HttpFields.Mutable headers) {
    if (registry == null) {
      return;
    }
    headers.add(HttpHeader.VARY, "Origin");
    String origin = asking.get(HttpHeader.ORIGIN);
    if (origin == null) {
      return;
    }
    if (registry.origins().allowsAny()) {
      headers.put("Access-Control-Allow-Origin", "*");
    } else {
      headers.put("Access-Control-Allow-Origin", origin);
      if (!origin.equals(Origin.OPAQUE)) {
        headers.put("Access-Control-Allow-Credentials", "true");
      }
    }
    headers.put("Access-Control-Expose-Headers", "ETag, Retry-After");
  }

  /** Those of an answer to a preflight. */
  void preflight(Route route, Request request, Response response) {
    allow(request, response);
    response.getHeaders().put("Access-Control-Allow-Methods", route.allow());
    response.getHeaders().put("Access-Control-Allow-Headers", HEADERS);
    response.getHeaders().put("Access-Control-Max-Age", MAX_AGE_SECONDS);
  }
}
