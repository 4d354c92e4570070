package org.zmqwebbridge.edge.jetty;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.WireRoute;
import org.zmqwebbridge.observe.Counter;

/**
 * Has the first request that leads to a {@link WireRoute} take its connection over, before any of
 * its body is read.
 *
 * <p>Owner thread: Jetty's; never blocks.
 */
final class WireRoutes extends Handler.Abstract.NonBlocking {
  private final OpenWires wires;

  WireRoutes(OpenWires wires) {
    this.wires = wires;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (wires.gate().isEmpty() || path == null) {
      return false;
    }
    HttpCall http = new HttpCall(request, response, callback);
    String query = request.getHttpURI().getQuery();
    RequestHead head =
        wires
            .gate()
            .head(
                request.getMethod(),
                path,
                query == null ? "" : query,
                request.getHeaders(),
                http.endPoint());
    Optional<WireRoute> route = wires.gate().find(head);
    route.ifPresent(found -> handle(found, head, http));
    return route.isPresent();
  }

  private void handle(WireRoute route, RequestHead head, HttpCall http) {
    if (http.isStream()) { // its bytes could not be the back end's own
      wires
          .refusals()
          .refuse(
              http,
              HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505,
              "Come by HTTP/1.1.",
              Counter.HTTP_REFUSED,
              Refusals.target(http));
      return;
    }
    ParsedRequest parsed = ParsedRequest.of(http.request());
    Optional<WireRefusal> refusal =
        wires.gate().refusal(route, head, parsed.fields(), http.endPoint());
    if (refusal.isPresent()) {
      refuse(refusal.get(), http);
    } else {
      TakeOver.by(new JettyWire(http.endPoint(), wires, route, parsed, head), http);
    }
  }

  private void refuse(WireRefusal refusal, HttpCall http) {
    http.response().getHeaders().put(HttpHeader.CONNECTION, "close");
    wires
        .refusals()
        .refuse(http, refusal.status(), refusal.text(), refusal.counter(), refusal.why());
  }
}
