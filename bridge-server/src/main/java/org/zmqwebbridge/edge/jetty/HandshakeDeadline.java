package org.zmqwebbridge.edge.jetty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Ends connections on which no request is complete in time. Jetty's idle timeout alone lets a
 * client drip its handshake, byte by byte, for ever.
 *
 * <p>Owner thread: Jetty's for the callbacks, the sweeper's for {@link #sweep}. A connection is
 * watched from its accept until it has become a WebSocket or has ended; one on which a request is
 * being answered, or a stream is a WebSocket, is left alone until the last byte of the last of them
 * is written ({@link Exchanges}, {@link StreamPlaces}).
 */
final class HandshakeDeadline implements Connection.Listener {
  /**
   * What a connection does: since when, and how much of it.
   *
   * <p>Each is another, also where all is the same: a sweep ends only the one that it has seen.
   */
  private static final class Wait {
    private final int answering;
    private final long since;

    Wait(int answering, long since) {
      this.answering = answering;
      this.since = since;
    }

    Wait plus(int more) {
      return new Wait(answering + more, System.nanoTime());
    }
  }

  private volatile long nanos;
  private final Counters counters;
  private final Map<EndPoint, Wait> waiting = new ConcurrentHashMap<>();

  HandshakeDeadline(long millis, Counters counters) {
    this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    this.counters = counters;
  }

  /** From now on, so long. */
  void millis(long most) {
    nanos = TimeUnit.MILLISECONDS.toNanos(most);
  }

  /** One that follows the choice of its protocol has begun with that. */
  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof SslConnection)) { // HTTP's is above it, from the start
      waiting.putIfAbsent(connection.getEndPoint(), new Wait(0, System.nanoTime()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    EndPoint endPoint = connection.getEndPoint();
    if (!(connection instanceof NegotiatingServerConnection) || !endPoint.isOpen()) {
      waiting.remove(endPoint);
    }
  }

  /** A request's head is complete. */
  void onRequest(Connection connection) {
    add(connection, 1);
  }

  /** The response to it is written, or will never be; the next request may have come already. */
  void onResponse(Connection connection) {
    add(connection, -1);
  }

  private void add(Connection connection, int more) {
    waiting.computeIfPresent(connection.getEndPoint(), (known, before) -> before.plus(more));
  }

  /** Closes those that are late. */
  void sweep(long now) {
    waiting.forEach(
        (endPoint, wait) -> {
          boolean isLate = wait.answering == 0 && now - wait.since >= nanos;
          if (isLate && waiting.remove(endPoint, wait) && endPoint.isOpen()) {
            counters.increment(Counter.HANDSHAKES_LATE);
            close(endPoint);
          }
        });
  }

  /** A client of HTTP/2 is told, so that it sends nothing more on it. */
  private static void close(EndPoint endPoint) {
    if (endPoint.getConnection() instanceof ConnectionMetaData http
        && http.getHttpVersion() == HttpVersion.HTTP_2) {
      endPoint.getConnection().close();
    } else {
      endPoint.close();
    }
  }
}
