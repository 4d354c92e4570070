package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.edge.websocket.FrameEncoding;

/**
 * The body of a streamed answer of HTTP/2 as an end point, so that it is written, bounded and ended
 * like a connection that has been taken over. Nothing comes in on it.
 *
 * <p>Owner thread: none; its lock is held for what waits for the answer's head. Lifetime: from the
 * answer's head until its end or its client's reset, which its connection is told once.
 */
final class AnswerEndPoint implements StreamEndPoint {
  private final long created = System.currentTimeMillis();
  private final HttpCall http;
  private final HttpStream stream;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Connection connection;
  private volatile boolean outputShutdown;
  private boolean begun; // the head has been written
  private Runnable first; // what waits for that; or null

  private AnswerEndPoint(HttpCall http) {
    this.http = http;
    this.stream = http.stream();
  }

  /** The answer goes on by this connection, whose head has been made. */
  static StreamConnection open(
      HeldExchange answered, HttpCall http, HeldExchanges all, StreamHandler hearing) {
    AnswerEndPoint endPoint = new AnswerEndPoint(http);
    StreamConnection made = all.newStream(answered, endPoint, FrameEncoding.BARE, hearing);
    endPoint.connection = made;
    http.request().addFailureListener(endPoint::close);
    http.response().write(false, null, Callback.from(endPoint::begin, endPoint::close));
    made.begin();
    made.onOpen();
    return made;
  }

  private void begin() {
    Runnable next;
    synchronized (this) {
      begun = true;
      next = first;
      first = null;
    }
    if (next != null) {
      next.run();
    }
  }

  private synchronized boolean waits(Runnable next) {
    if (!begun) {
      first = next;
    }
    return !begun;
  }

  // Out

  @Override
  public boolean flush(ByteBuffer... buffers) {
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes one buffer.
   *
   * @param buffers exactly one: of several, Jetty would make a copy
   */
  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    Runnable write = () -> http.response().write(false, buffers[0], callback);
    if (!waits(write)) {
      write.run();
    }
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    close(cause);
    return null;
  }

  @Override
  public void shutdownOutput() {
    outputShutdown = true;
    Runnable end =
        () -> http.response().write(true, null, Callback.from(this::complete, this::close));
    if (!waits(end)) {
      end.run();
    }
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown || over.get();
  }

  private void complete() {
    if (over.compareAndSet(false, true)) {
      http.callback().succeeded();
      connection.onClose(null);
    }
  }

  @Override
  public void close(Throwable cause) {
    if (over.compareAndSet(false, true)) {
      http.callback().failed(cause == null ? new EofException("the stream is cut") : cause);
      connection.onClose(cause);
    }
  }

  @Override
  public boolean isOpen() {
    return !over.get();
  }

  // In: nothing

  @Override
  public boolean isInputShutdown() {
    return true;
  }

  @Override
  public void fillInterested(Callback callback) {
    // Jetty tells of the client's reset
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return true;
  }

  @Override
  public boolean isFillInterested() {
    return false;
  }

  // The rest

  @Override
  public Object getTransport() {
    return stream;
  }

  @Override
  public long getCreatedTimeStamp() {
    return created;
  }

  @Override
  public long getIdleTimeout() {
    return stream.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long millis) {
    stream.setIdleTimeout(millis);
  }

  @Override
  public boolean isSecure() {
    return http.request().isSecure();
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public void setConnection(Connection other) {
    connection = other;
  }

  @Override
  public void onOpen() {
    // it is, from the beginning
  }

  @Override
  public void onClose(Throwable cause) {
    // its connection is told by close
  }

  @Override
  public void upgrade(Connection other) {
    throw new UnsupportedOperationException("a streamed answer becomes nothing else");
  }
}
