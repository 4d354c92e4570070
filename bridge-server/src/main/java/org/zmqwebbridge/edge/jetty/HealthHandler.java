package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Tells load balancers at {@code /} that somebody is here, where there is no page.
 *
 * <p>Owner thread: Jetty's; never blocks.
 */
final class HealthHandler extends Handler.Abstract.NonBlocking {
  private final ConnectionRegistry registry;

  HealthHandler(ConnectionRegistry registry) {
    this.registry = registry;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!Request.getPathInContext(request).equals("/")) {
      return false;
    }
    String method = request.getMethod();
    if (HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method) || HttpMethod.OPTIONS.is(method)) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
      boolean closing = registry.isUnwelcoming();
      Refusals.answer(
          new HttpCall(request, response, callback),
          closing ? HttpStatus.SERVICE_UNAVAILABLE_503 : HttpStatus.OK_200,
          closing ? "Try again later." : "ok");
      return true;
    }
    return false;
  }
}
