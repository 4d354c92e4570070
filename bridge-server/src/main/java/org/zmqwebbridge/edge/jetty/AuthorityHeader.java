package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Gives requests of HTTP/2 the Host that those of HTTP/1.1 have: hooks, Origins and logs go by it.
 *
 * <p>Immutable. Owner thread: Jetty's.
 */
final class AuthorityHeader implements HttpConfiguration.Customizer {
  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    String authority = request.getHttpURI().getAuthority();
    if (!HttpCall.isStream(request) || authority == null) {
      return request;
    }
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (host == null) {
      return new WithHost(request, authority);
    }
    if (!host.equalsIgnoreCase(authority)) { // RFC 9113, section 8.3.1
      throw new HttpException.RuntimeException(
          HttpStatus.BAD_REQUEST_400, "Host is another than :authority");
    }
    return request;
  }

  private static final class WithHost extends Request.Wrapper {
    private final HttpFields headers;

    private WithHost(Request request, String host) {
      super(request);
      headers = HttpFields.build(request.getHeaders()).put(new HttpField(HttpHeader.HOST, host));
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
