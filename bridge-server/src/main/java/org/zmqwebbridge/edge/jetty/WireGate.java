package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.WireRoute;
import org.zmqwebbridge.observe.Counter;

/**
 * Where requests lead that a back end answers with bytes of its own, and which of them may not
 * pass: the first on a connection as well as the later ones.
 *
 * <p>Immutable. Owner thread: any.
 */
final class WireGate {
  private final List<WireRoute> routes;
  private final ClientAddresses clients;
  private final ConnectionRegistry registry;
  private final ForeignPages foreign;

  WireGate(List<WireRoute> routes, ClientAddresses clients, ConnectionRegistry registry) {
    this.routes = List.copyOf(routes);
    this.clients = clients;
    this.registry = registry;
    this.foreign = new ForeignPages(registry, clients);
  }

  /** Whether nothing leads anywhere. */
  boolean isEmpty() {
    return routes.isEmpty();
  }

  /** What dialects and hooks see of a request. */
  RequestHead head(String method, String path, String query, HttpFields fields, EndPoint endPoint) {
    RequestHead.Builder head = new RequestHead.Builder();
    for (HttpField field : fields) {
      head.header(field.getName(), field.getValue());
    }
    return head.build(method, path, query, clients.named(endPoint, fields), endPoint.isSecure());
  }

  /** The same of one that was parsed. */
  RequestHead head(ParsedRequest parsed, EndPoint endPoint) {
    return head(parsed.method(), parsed.path(), parsed.query(), parsed.fields(), endPoint);
  }

  /** The first route that a request leads to. */
  Optional<WireRoute> find(RequestHead head) {
    return routes.stream().filter(route -> route.leads().test(head)).findFirst();
  }

  /** Why a request may not pass; empty: it may. */
  Optional<WireRefusal> refusal(
      WireRoute route, RequestHead head, HttpFields fields, EndPoint endPoint) {
    String target = head.method() + " " + Printable.cut(head.path());
    Optional<String> by = route.isGuarded() ? foreign.find(fields, endPoint) : Optional.empty();
    if (by.isPresent()) {
      return Optional.of(
          new WireRefusal(
              HttpStatus.FORBIDDEN_403,
              "Origin not allowed.",
              Counter.EXCHANGES_REFUSED_ORIGIN,
              target + ": " + by.get()));
    }
    if (registry.isClosing()) {
      return Optional.of(
          WireRefusal.later(
              HttpStatus.SERVICE_UNAVAILABLE_503, Counter.EXCHANGES_REFUSED_STOPPING, target));
    }
    InetSocketAddress client = clients.of(endPoint, fields);
    return clients.mayHave(endPoint, client)
        ? Optional.empty()
        : Optional.of(
            WireRefusal.later(HttpStatus.TOO_MANY_REQUESTS_429, Counter.HTTP_REFUSED, target));
  }
}
