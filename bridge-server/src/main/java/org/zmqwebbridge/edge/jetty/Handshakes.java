package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.zmqwebbridge.edge.Handshake;

/** Reads a {@link Handshake} off Jetty's request. */
final class Handshakes {
  private Handshakes() {}

  static Handshake of(Request request) {
    String query = request.getHttpURI().getQuery();
    return new Handshake(
        Request.getPathInContext(request),
        query == null ? "" : query,
        headers(request),
        cookies(request),
        (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress(),
        request.isSecure(),
        List.copyOf(request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false)));
  }

  private static Map<String, List<String>> headers(Request request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(field.getValue());
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return headers;
  }

  private static Map<String, String> cookies(Request request) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (HttpCookie cookie : Request.getCookies(request)) {
      cookies.putIfAbsent(cookie.getName(), cookie.getValue());
    }
    return cookies;
  }
}
