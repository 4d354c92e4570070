package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.observe.Counter;

/**
 * Says what another HTTP server cannot ask the bridge for, when it did: its doors, among others.
 *
 * <p>Owner thread: Jetty's; never blocks.
 */
final class NoGuestHandler extends Handler.Abstract.NonBlocking {
  private static final String TEXT =
      "Not Found. In a servlet the bridge answers WebSockets and scripts only; its HTTP doors, held"
          + " requests and streams are at a port of its own (listen), or in its Jetty handler.";

  private final Refusals refusals;

  NoGuestHandler(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    HttpCall call = new HttpCall(request, response, callback);
    String why = Refusals.target(call) + ", which a servlet cannot pass on";
    refusals.refuse(call, HttpStatus.NOT_FOUND_404, TEXT, Counter.HTTP_REFUSED, why);
    return true;
  }
}
