package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One HTTP request, and what it is answered with.
 *
 * @param callback completes when the answer has been written
 */
record HttpCall(Request request, Response response, Callback callback) {
  /** Whether it came by HTTP/2, as one stream of many of its connection. */
  boolean isStream() {
    return isStream(request);
  }

  static boolean isStream(Request request) {
    return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
  }

  /** Whether it came over TLS; what its target says of that ({@code https://…}) counts nothing. */
  static boolean isSecure(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint().isSecure();
  }

  /** Jetty's view of it, as it is now. */
  HttpStream stream() {
    AtomicReference<HttpStream> found = new AtomicReference<>();
    request.addHttpStreamWrapper(
        wrapped -> {
          found.set(wrapped);
          return wrapped;
        });
    return found.get();
  }

  /** Of its connection. */
  EndPoint endPoint() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
