package org.zmqwebbridge.edge.jetty;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.IOResources;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.zmqwebbridge.observe.Counter;

/**
 * Serves {@link Pages}, with headers that keep a page from loading anything foreign.
 *
 * <p>Owner thread: Jetty's.
 */
final class PageHandler extends Handler.Wrapper {
  private static final String HTML = "text/html";

  private final PageFiles files;
  private final String policy;
  private final Refusals refusals;

  /**
   * @throws IllegalArgumentException if there is no such folder
   */
  PageHandler(Pages pages, Refusals refusals) {
    this(new PageFiles(pages), pages, refusals);
  }

  private PageHandler(PageFiles files, Pages pages, Refusals refusals) {
    super(files);
    this.files = files;
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
        sayThatItIsMissing(request, response, callback);
      }
    } catch (Exception unreadable) {
      Response.writeError(request, response, callback, unreadable);
    }
  }

  /** A person gets the folder's own page, with a way back; a program a line. */
  private void sayThatItIsMissing(Request request, Response response, Callback callback) {
    Optional<Resource> page =
        request.getHeaders().getQualityCSV(HttpHeader.ACCEPT).contains(HTML)
            ? files.missing()
            : Optional.empty();
    if (page.isEmpty()) {
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      return;
    }
    response.setStatus(HttpStatus.NOT_FOUND_404);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, HTML + ";charset=utf-8");
    IOResources.copy(
        page.get(),
        response,
        new ByteBufferPool.Sized(request.getComponents().getByteBufferPool()),
        0,
        -1,
        callback);
  }
}
