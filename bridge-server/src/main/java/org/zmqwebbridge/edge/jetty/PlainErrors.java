package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.observe.Counter;

/**
 * Refuses what Jetty says no to: requests that cannot be read, are too large, or ask for what is
 * not there.
 *
 * <p>Owner thread: Jetty's.
 */
final class PlainErrors implements Request.Handler {
  private final Refusals refusals;

  PlainErrors(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof EofException) {
      response.write(true, null, callback); // nobody is there to be told
      return true;
    }
    HttpException said =
        request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException its
            ? its
            : null;
    int status = said == null ? response.getStatus() : said.getCode();
    if (status == HttpStatus.NOT_MODIFIED_304) {
      response.setStatus(status); // no error, and a body would be one: RFC 9110, section 15.4.5
      response.write(true, null, callback);
      return true;
    }
    if (said != null && request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
      // What could not be read hides where the next request begins.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    HttpCall exchange = new HttpCall(request, response, callback);
    if (status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
        || status == HttpStatus.URI_TOO_LONG_414) {
      refusals.refuse(
          exchange,
          status,
          text(status),
          Counter.HANDSHAKES_REFUSED_HEADERS,
          "its line and headers are above limits.maxHeaderBytes");
    } else {
      refusals.refuse(exchange, status, text(status), Counter.HTTP_REFUSED, why(exchange, said));
    }
    return true;
  }

  private static String text(int status) {
    return HttpStatus.getMessage(status) + ".";
  }

  private static String why(HttpCall exchange, HttpException said) {
    return said == null || said.getReason() == null
        ? Refusals.target(exchange)
        : Printable.cut(said.getReason());
  }
}
