package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Printable;
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
  private final KeptConnections kept;
  private final Claims earlier;
  private final Refusals refusals;
  private final Cors cors;
  private final ForeignPages foreign;

  /**
   * @param earlier what is asked before these routes
   */
  RouteHandler(
      List<Route> routes,
      ClientAddresses clients,
      ConnectionRegistry registry,
      KeptConnections kept,
      Claims earlier,
      Refusals refusals) {
    this.routes = List.copyOf(routes);
    this.clients = clients;
    this.registry = registry;
    this.kept = kept;
    this.held = kept.held();
    this.earlier = earlier;
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
    } else if (http.isStream()) {
      hold(route, path, http, client, foreignBy);
    } else {
      keep(route, http, client, foreignBy);
    }
  }

  private void later(HttpCall http, int status, Counter counter) {
    http.response().getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    cors.allow(http.request(), http.response());
    refusals.refuse(http, status, "Try again later.", counter, Refusals.target(http));
  }

  private void hold(
      Route route,
      String path,
      HttpCall http,
      InetSocketAddress client,
      Optional<String> foreignBy) {
    registry.counters().increment(Counter.EXCHANGES);
    Request request = http.request();
    RequestHead head =
        head(
            request.getMethod(),
            path,
            request.getHttpURI(),
            request.getHeaders(),
            HttpCall.isSecure(request),
            client);
    HeldExchange exchange =
        new HeldExchange(registry.nextId(), head, http, held, cors(route), foreignBy);
    exchange.open(route.opener().apply(exchange));
  }

  private Cors cors(Route route) {
    return route.rule().isPresent() ? Cors.NONE : cors;
  }

  // On connections of HTTP/1, which are taken over

  private void keep(
      Route route, HttpCall http, InetSocketAddress client, Optional<String> foreignBy) {
    ParsedRequest request = ParsedRequest.of(http.request());
    StrictConnection old =
        (StrictConnection) http.request().getConnectionMetaData().getConnection();
    KeptConnection connection =
        new KeptConnection(registry.nextId(), kept, this, old, http.endPoint());
    registry.counters().increment(Counter.EXCHANGES);
    boolean isLast = http.response().getHeaders().contains(HttpHeader.CONNECTION, "close");
    connection.begin(exchange(route, request, connection, client, foreignBy), isLast);
    TakeOver.by(connection, http);
  }

  /**
   * A later request on such a connection.
   *
   * @return {@code null}: it is for somebody else to answer, or to refuse
   */
  KeptExchange next(ParsedRequest request, KeptConnection connection) {
    HttpFields headers = request.fields();
    String host = request.host();
    if (registry.isClosing()
        || headers.contains(HttpHeader.UPGRADE)
        || !kept.hosts().contains(host)
        || earlier.claims(host, request.path(), headers)) {
      return null;
    }
    Route route = Route.find(routes, host, request.path()).orElse(null);
    if (route == null) {
      return null;
    }
    Optional<String> by = foreign.find(headers, connection.getEndPoint());
    boolean passes =
        route.rule().isPresent()
            || (by.isEmpty()
                && !HttpMethod.OPTIONS.is(request.method())
                && route.takes(request.method()));
    return passes ? enter(route, request, connection, by) : null;
  }

  /**
   * Refuses a later request that cannot be read, with which its connection ends. (Jetty goes on
   * reading when it is given such bytes, and may close before its answer is written.)
   *
   * @return what is to be written
   */
  byte[] refuse(HttpException failure, KeptConnection connection) {
    WireRefusal why = WireRefusal.of(failure);
    InetSocketAddress client = clients.named(connection.getEndPoint(), HttpFields.EMPTY);
    refusals.count(client, why.status(), why.counter(), why.why());
    connection.access().ifPresent(log -> log.unread(client, why));
    return why.bytes();
  }

  private KeptExchange enter(
      Route route, ParsedRequest request, KeptConnection connection, Optional<String> foreignBy) {
    EndPoint endPoint = connection.getEndPoint();
    InetSocketAddress client = clients.of(endPoint, request.fields());
    KeptExchange exchange = exchange(route, request, connection, client, foreignBy);
    if (clients.mayHave(endPoint, client)) {
      registry.counters().increment(Counter.EXCHANGES);
    } else {
      kept.say(
          exchange.head(),
          WireRefusal.later(
              HttpStatus.TOO_MANY_REQUESTS_429,
              Counter.HTTP_REFUSED,
              request.method() + " " + Printable.cut(request.path())));
      boolean unused =
          exchange.answer(
              HttpAnswer.text(HttpStatus.TOO_MANY_REQUESTS_429, "Try again later.").retryAfter(1));
    }
    return exchange;
  }

  private KeptExchange exchange(
      Route route,
      ParsedRequest request,
      KeptConnection connection,
      InetSocketAddress client,
      Optional<String> foreignBy) {
    RequestHead head =
        head(
            request.method(),
            request.path(),
            request.uri(),
            request.fields(),
            connection.getEndPoint().isSecure(),
            client);
    return new KeptExchange(
        registry.nextId(), head, request, connection, cors(route), foreignBy, route.opener());
  }

  private static RequestHead head(
      String method,
      String path,
      HttpURI uri,
      HttpFields headers,
      boolean secure,
      InetSocketAddress client) {
    RequestHead.Builder head = new RequestHead.Builder();
    for (HttpField field : headers) {
      head.header(field.getName(), field.getValue());
    }
    String query = uri.getQuery();
    return head.target(uri.getPathQuery())
        .build(method, path, query == null ? "" : query, client, secure);
  }
}
