package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Answers what goes wrong with one line of plain text: nothing of the request, of an exception or
 * of the server is in it, as it would be in Jetty's own pages.
 *
 * <p>Owner thread: Jetty's.
 */
final class PlainErrors implements Request.Handler {
  private final Counters counters;

  PlainErrors(Counters counters) {
    this.counters = counters;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException said
            ? said.getCode()
            : response.getStatus();
    if (status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
        || status == HttpStatus.URI_TOO_LONG_414) {
      counters.increment(Counter.HANDSHAKES_REFUSED_HEADERS);
    }
    write(response, callback, status, HttpStatus.getMessage(status) + ".");
    return true;
  }

  /** Answers with this text. */
  static void write(Response response, Callback callback, int status, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap((text + "\n").getBytes(UTF_8)), callback);
  }
}
