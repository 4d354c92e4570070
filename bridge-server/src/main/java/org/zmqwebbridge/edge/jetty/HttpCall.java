package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One HTTP request, and what it is answered with.
 *
 * @param callback completes when the answer has been written
 */
record HttpCall(Request request, Response response, Callback callback) {
  EndPoint endPoint() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
