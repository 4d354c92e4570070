package org.zmqwebbridge.relay;

import java.util.Optional;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Origin;
import org.zmqwebbridge.edge.RequestHead;

/**
 * Pages of which Origins may use a location, and read what it answers (Fetch, section 3.2). Anyone
 * who publishes must be a page of the bridge's own or be listed at the location; that it may open a
 * WebSocket is not enough.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class RelayOrigins {
  private static final String EXPOSED = "Last-Modified, Etag, Content-Type, Zwb-Gap, Retry-After";
  private static final String SUBSCRIBERS_SEND =
      "If-None-Match, If-Modified-Since, Content-Type, Cache-Control, Authorization, Last-Event-ID";
  private static final String PUBLISHERS_SEND =
      SUBSCRIBERS_SEND + ", Idempotency-Key, X-EventSource-Event";
  private static final String MAX_AGE_SECONDS = "600";
  private static final String ANY = "*";

  private RelayOrigins() {}

  /** Whether it is the request of a page that may, or of no page. */
  static boolean allow(Exchange exchange, LocationSpec location) {
    Optional<String> origin = exchange.head().header("origin");
    if (isListed(origin.orElse(""), location)) {
      return true;
    }
    return exchange.foreignPage().isEmpty()
        && (origin.isEmpty() || subscribes(exchange, location) || isOwn(exchange.head()));
  }

  /** Whether it may publish over a WebSocket: a page that may, or no page. */
  static boolean mayPublish(RequestHead head, LocationSpec location) {
    Optional<String> origin = head.header("origin");
    return origin.isEmpty() || isListed(origin.get(), location) || isOwn(head);
  }

  /** Whether a location lists it. */
  static boolean isListed(String origin, LocationSpec location) {
    return location.access().origins().stream()
        .anyMatch(listed -> listed.equals(ANY) || listed.equals(origin));
  }

  /** Who asks what it may do, by a preflight, is told by the method that it means. */
  private static boolean subscribes(Exchange exchange, LocationSpec location) {
    String method = exchange.head().method();
    return RelayVisits.subscribes(
        method.equals("OPTIONS")
            ? exchange.head().header("access-control-request-method").orElse(method)
            : method,
        location);
  }

  private static boolean isOwn(RequestHead head) {
    Optional<Origin> page = head.header("origin").flatMap(Origin::parse);
    return page.isPresent()
        && head.header("host").filter(page.get()::isAt).isPresent()
        && (!head.secure() || page.get().scheme().equals("https"));
  }

  /** The same answer for a page that may read it. */
  static HttpAnswer readable(HttpAnswer answer, Exchange exchange, LocationSpec location) {
    Optional<String> origin = exchange.head().header("origin");
    if (origin.isEmpty()) {
      return location.access().origins().isEmpty() ? answer : varying(answer);
    }
    if (!allow(exchange, location)) {
      return answer;
    }
    boolean isNamed =
        exchange.foreignPage().isEmpty() || location.access().origins().contains(origin.get());
    HttpAnswer told = varying(answer).with("Access-Control-Expose-Headers", EXPOSED);
    return isNamed && !origin.get().equals(Origin.OPAQUE)
        ? told.with("Access-Control-Allow-Origin", origin.get())
            .with("Access-Control-Allow-Credentials", "true")
        : told.with("Access-Control-Allow-Origin", ANY);
  }

  private static HttpAnswer varying(HttpAnswer answer) {
    String others = answer.headers().get("Vary");
    return answer.with("Vary", others == null ? "Origin" : others + ", Origin");
  }

  /** What a preflight is told besides. */
  static HttpAnswer preflight(HttpAnswer answer, String allowed, boolean subscribes) {
    return answer
        .with("Access-Control-Allow-Methods", allowed)
        .with("Access-Control-Allow-Headers", subscribes ? SUBSCRIBERS_SEND : PUBLISHERS_SEND)
        .with("Access-Control-Max-Age", MAX_AGE_SECONDS);
  }
}
