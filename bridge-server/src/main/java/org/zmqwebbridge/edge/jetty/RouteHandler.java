package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.observe.Counter;

/**
 * Finds the route of a request, refuses it where its page is foreign or its client has too much,
 * and has the dialect answer it. All of that before any of the body is read.
 *
 * <p>Owner thread: Jetty's; never blocks.
 */
final class RouteHandler extends Handler.Abstract.NonBlocking {
  private static final String RETRY_SECONDS = "1";

  private final List<Route> routes;
  private final ClientAddresses clients;
  private final ConnectionRegistry registry;
  private final HeldExchanges held;
  private final Refusals refusals;
  private final Cors cors;
  private final ForeignPages foreign;

  RouteHandler(
      List<Route> routes,
      ClientAddresses clients,
      ConnectionRegistry registry,
      HeldExchanges held,
      Refusals refusals) {
    this.routes = List.copyOf(routes);
    this.clients = clients;
    this.registry = registry;
    this.held = held;
    this.refusals = refusals;
    this.cors = new Cors(registry);
    this.foreign = new ForeignPages(registry, clients);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    Optional<Route> route = Route.find(routes, Request.getServerName(request), path);
    route.ifPresent(found -> handle(found, path, new HttpCall(request, response, callback)));
    return route.isPresent();
  }

  private void handle(Route route, String path, HttpCall http) {
    Optional<String> by = foreign.find(http.request().getHeaders(), http.endPoint());
    if (route.rule().isPresent()) {
      enter(route, path, http, by);
    } else if (by.isPresent()) {
      refuseOrigin(http, by.get());
    } else if (HttpMethod.OPTIONS.is(http.request().getMethod())) {
      http.response().setStatus(HttpStatus.NO_CONTENT_204);
      http.response().getHeaders().put(HttpHeader.ALLOW, route.allow());
      cors.preflight(route, http.request(), http.response());
      http.response().write(true, null, http.callback());
    } else if (!route.takes(http.request().getMethod())) {
      http.response().getHeaders().put(HttpHeader.ALLOW, route.allow());
      cors.allow(http.request(), http.response());
      refusals.refuse(
          http,
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "Use " + route.allow() + ".",
          Counter.HTTP_REFUSED,
          Refusals.target(http));
    } else {
      enter(route, path, http, by);
    }
  }

  private void refuseOrigin(HttpCall http, String by) {
    refusals.refuse(
        http,
        HttpStatus.FORBIDDEN_403,
        "Origin not allowed.",
        Counter.EXCHANGES_REFUSED_ORIGIN,
        Refusals.target(http) + ": " + by);
  }

  private void enter(Route route, String path, HttpCall http, Optional<String> foreignBy) {
    InetSocketAddress client = clients.of(http.request());
    if (registry.isClosing()) {
      http.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      later(http, HttpStatus.SERVICE_UNAVAILABLE_503, Counter.EXCHANGES_REFUSED_STOPPING);
    } else if (!clients.mayHave(http.request(), client)) {
      later(http, HttpStatus.TOO_MANY_REQUESTS_429, Counter.HTTP_REFUSED);
    } else {
      registry.counters().increment(Counter.EXCHANGES);
      HeldExchange exchange =
          new HeldExchange(
              registry.nextId(),
              head(http.request(), path, client),
              http,
              held,
              route.rule().isPresent() ? Cors.NONE : cors,
              foreignBy);
      exchange.open(route.opener().apply(exchange));
    }
  }

  private void later(HttpCall http, int status, Counter counter) {
    http.response().getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    cors.allow(http.request(), http.response());
    refusals.refuse(http, status, "Try again later.", counter, Refusals.target(http));
  }

  private static RequestHead head(Request request, String path, InetSocketAddress client) {
    RequestHead.Builder head = new RequestHead.Builder();
    for (HttpField field : request.getHeaders()) {
      head.header(field.getName(), field.getValue());
    }
    String query = request.getHttpURI().getQuery();
    return head.target(request.getHttpURI().getPathQuery())
        .build(
            request.getMethod(),
            path,
            query == null ? "" : query,
            client,
            HttpCall.isSecure(request));
  }
}
