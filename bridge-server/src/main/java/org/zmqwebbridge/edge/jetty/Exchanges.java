package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Tells the deadline of handshakes when a request begins to be answered, and when its response has
 * really ended: Jetty counts a response as soon as its head is sent.
 *
 * <p>Owner thread: Jetty's. Lifetime: the listener's.
 */
final class Exchanges extends Handler.Wrapper {
  private final HandshakeDeadline handshakes;
  private final Counters counters;

  Exchanges(Handler answering, HandshakeDeadline handshakes, Counters counters) {
    super(answering);
    this.handshakes = handshakes;
    this.counters = counters;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    handshakes.onRequest(connection);
    if (connection instanceof StrictConnection kept && kept.isTooOld(System.nanoTime())) {
      counters.increment(Counter.LIFETIMES_OVER);
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    Request.addCompletionListener(request, failure -> onEnd(connection, failure));
    return super.handle(request, response, callback);
  }

  private void onEnd(Connection connection, Throwable failure) {
    if (failure instanceof TimeoutException) {
      counters.increment(Counter.RESPONSES_STALLED);
    }
    handshakes.onResponse(connection);
  }
}
