package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves {@link Pages}, with headers that keep a page from loading anything foreign.
 *
 * <p>Owner thread: Jetty's.
 */
final class PageHandler extends Handler.Wrapper {
  private final String policy;

  /**
   * @throws IllegalArgumentException if there is no such folder
   */
  PageHandler(Pages pages) {
    super(new PageFiles(pages));
    this.policy = pages.policy();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String method = request.getMethod();
    if (!HttpMethod.GET.is(method) && !HttpMethod.HEAD.is(method)) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      PlainErrors.write(
          response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "Pages are read only.");
      return true;
    }
    response.getHeaders().put("Content-Security-Policy", policy);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "same-origin");
    return super.handle(request, response, callback);
  }
}
