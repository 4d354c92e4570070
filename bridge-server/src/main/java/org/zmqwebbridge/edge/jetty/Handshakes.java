package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.zmqwebbridge.edge.Handshake;

/** Reads a {@link Handshake} off Jetty's request. */
final class Handshakes {
  private Handshakes() {}

  /**
   * @param path the request's path; many connections share this one text
   * @param client who asks, as far as it is known
   */
  static Handshake of(Request request, String path, InetSocketAddress client) {
    Handshake.Builder handshake = new Handshake.Builder();
    for (HttpField field : request.getHeaders()) {
      handshake.header(field.getName(), field.getValue());
    }
    String query = request.getHttpURI().getQuery();
    return handshake
        .target(request.getHttpURI().getPathQuery())
        .build(path, query == null ? "" : query, client, HttpCall.isSecure(request));
  }
}
