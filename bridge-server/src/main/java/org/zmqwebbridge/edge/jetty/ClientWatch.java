package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Whether the client of a held request is still there: an interest in reading of our own, because
 * Jetty has none while it waits for an answer. What comes is the next request, and is kept for it;
 * a client that has sent one ahead is watched no further.
 *
 * <p>Owner thread: none; its lock is held while the interest is registered, used and withdrawn, so
 * that none is left when the answer is written. Lifetime: from {@link #watch} until {@link
 * #release}.
 */
final class ClientWatch implements HeldClient, Callback {
  private static final int BUFFER_BYTES = 2048;

  private final HttpCall http;
  private final HttpConnection connection;
  private final EndPoint endPoint;
  private final Runnable onGone;
  private boolean interested;
  private boolean ended;

  /**
   * @param onGone is called once, by Jetty's thread, if the client leaves
   */
  ClientWatch(HttpCall http, Runnable onGone) {
    this.http = http;
    this.connection = (HttpConnection) http.request().getConnectionMetaData().getConnection();
    this.endPoint = connection.getEndPoint();
    this.onGone = onGone;
  }

  /** Of a client of HTTP/1.1 that has sent nothing ahead. */
  @Override
  public synchronized void watch() {
    if (!ended && !interested && connection.isRequestBufferEmpty()) {
      interested = endPoint.tryFillInterested(this);
    }
  }

  /** Withdraws the interest: the connection is Jetty's again. */
  @Override
  public synchronized void release() {
    ended = true;
    if (interested) {
      interested = false;
      boolean unused = ((AbstractEndPoint) endPoint).getFillInterest().onFail(new Withdrawn());
    }
  }

  /** Tells Jetty nothing that somebody reads: so it knows no stack. */
  private static final class Withdrawn extends Exception implements QuietException {
    private static final long serialVersionUID = 1L;

    private Withdrawn() {
      super("a request has its answer", null, false, false);
    }
  }

  @Override
  public void cut() {
    endPoint.close();
    http.callback().failed(new EofException("its client has left"));
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Something has come. */
  @Override
  public void succeeded() {
    if (hasLeft()) {
      onGone.run();
    }
  }

  private synchronized boolean hasLeft() {
    if (ended) {
      return false;
    }
    interested = false;
    try {
      ByteBuffer buffer = BufferUtil.allocate(BUFFER_BYTES);
      int bytes = endPoint.fill(buffer);
      if (bytes > 0) {
        ((Connection.UpgradeTo) connection).onUpgradeTo(buffer);
      } else if (bytes == 0) {
        interested = endPoint.tryFillInterested(this); // TLS had something for itself
      }
      ended = bytes < 0;
    } catch (IOException broken) {
      ended = true;
    }
    return ended;
  }

  @Override
  public void failed(Throwable cause) {
    if (fail()) {
      onGone.run();
    }
  }

  private synchronized boolean fail() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
