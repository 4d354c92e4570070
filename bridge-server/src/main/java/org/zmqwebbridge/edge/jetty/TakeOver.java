package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.HttpStream;

/**
 * Takes a connection over from HTTP without a 101: Jetty writes nothing of the answer, and hands
 * the end point on ({@code docs/decisions/0040}).
 *
 * <p>Owner thread: the one that answers.
 */
final class TakeOver {
  private TakeOver() {}

  /** The connection is this one's from now on, and nothing of the request's body has been read. */
  static void by(TakenConnection taken, HttpCall http) {
    http.request().addHttpStreamWrapper(Untouched::new);
    http.request().setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, taken);
    http.response().write(true, null, http.callback());
  }

  /** Has nobody read from it: anyone who waited for something to read is told that it fails. */
  static void withdrawInterest(EndPoint endPoint) {
    boolean unused =
        ((AbstractEndPoint) endPoint)
            .getFillInterest()
            .onFail(new QuietException.Exception("somebody else reads from now on"));
  }
}
