package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.observe.Counter;

/**
 * Serves {@link Pages}, with headers that keep a page from loading anything foreign.
 *
 * <p>Owner thread: Jetty's.
 */
final class PageHandler extends Handler.Wrapper {
  private final String policy;
  private final Refusals refusals;

  /**
   * @throws IllegalArgumentException if there is no such folder
   */
  PageHandler(Pages pages, Refusals refusals) {
    super(new PageFiles(pages));
    this.policy = pages.policy();
    this.refusals = refusals;
  }

  /** It never blocks its caller: files are read elsewhere. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String method = request.getMethod();
    if (!HttpMethod.GET.is(method) && !HttpMethod.HEAD.is(method)) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      HttpCall exchange = new HttpCall(request, response, callback);
      refusals.refuse(
          exchange,
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "Pages are read only.",
          Counter.HTTP_REFUSED,
          Refusals.target(exchange));
      return true;
    }
    // Jetty gives it with 200 only; an answer 304 says it again, or the browser forgets the file.
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, PageFiles.FRESHNESS);
    response.getHeaders().put("Content-Security-Policy", policy);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "same-origin");
    request
        .getConnectionMetaData()
        .getConnector()
        .getExecutor()
        .execute(() -> serve(request, response, callback));
    return true;
  }

  /** Reads the file, which may take as long as a disk does. */
  private void serve(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Exception unreadable) {
      Response.writeError(request, response, callback, unreadable);
    }
  }
}
