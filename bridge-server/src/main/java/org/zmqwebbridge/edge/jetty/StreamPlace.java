package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * What one stream of HTTP/2 has of the limits of connections: as much as a connection that was made
 * for it would have. It is given back when the stream has ended, or the WebSocket that is on it.
 *
 * <p>Owner thread: none.
 */
final class StreamPlace implements Connection.Listener {
  private static final String ATTRIBUTE = StreamPlace.class.getName();

  private final Runnable giveBack;
  private final AtomicBoolean given = new AtomicBoolean();
  private volatile boolean kept; // by a connection that has opened

  private StreamPlace(Runnable giveBack) {
    this.giveBack = giveBack;
  }

  /**
   * Has a request have one.
   *
   * @param giveBack is called once
   */
  static void take(Request request, Runnable giveBack) {
    StreamPlace place = new StreamPlace(giveBack);
    request.setAttribute(ATTRIBUTE, place);
    request.addHttpStreamWrapper(place::watch);
  }

  /** The one of a request. */
  static StreamPlace of(Request request) {
    return (StreamPlace) request.getAttribute(ATTRIBUTE);
  }

  /** From when it opens until it closes, a WebSocket has it. */
  void keepFor(Connection connection) {
    connection.addEventListener(this);
  }

  @Override
  public void onOpened(Connection connection) {
    kept = true;
  }

  @Override
  public void onClosed(Connection connection) {
    end();
  }

  private void end() {
    if (given.compareAndSet(false, true)) {
      giveBack.run();
    }
  }

  private void endUnlessKept() {
    if (!kept) {
      end();
    }
  }

  private HttpStream watch(HttpStream stream) {
    return new HttpStream.Wrapper(stream) {
      @Override
      public void succeeded() {
        super.succeeded(); // opens the WebSocket, if it has become one
        endUnlessKept();
      }

      @Override
      public void failed(Throwable cause) {
        super.failed(cause);
        endUnlessKept();
      }
    };
  }
}
