package org.zmqwebbridge.edge.jetty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Ends connections on which no request is complete in time. Jetty's idle timeout alone lets a
 * client drip its handshake, byte by byte, for ever.
 *
 * <p>Owner thread: Jetty's for the callbacks, the sweeper's for {@link #sweep}. A connection is
 * watched from its accept until it has become a WebSocket or has ended; one whose request is being
 * answered is left alone until the last byte of the response is written ({@link Exchanges}).
 */
final class HandshakeDeadline implements Connection.Listener {
  /**
   * What a connection does: since when it has been waited for, unless it is being answered.
   *
   * <p>Each is another, also where all is the same: a sweep ends only the one that it has seen.
   */
  static final class Wait {
    private final boolean isAnswered;
    private final long since = System.nanoTime();

    Wait(boolean isAnswered) {
      this.isAnswered = isAnswered;
    }
  }

  private volatile long nanos;
  private final Counters counters;
  private final Map<Connection, Wait> waiting = new ConcurrentHashMap<>();

  HandshakeDeadline(long millis, Counters counters) {
    this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    this.counters = counters;
  }

  /** From now on, so long. */
  void millis(long most) {
    nanos = TimeUnit.MILLISECONDS.toNanos(most);
  }

  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof SslConnection)) { // HTTP's is above it, from the start
      waiting.put(connection, new Wait(false));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    waiting.remove(connection);
  }

  /**
   * A request's head is complete.
   *
   * @return what {@link #onResponse} is to be told
   */
  Wait onRequest(Connection connection) {
    Wait answered = new Wait(true);
    waiting.computeIfPresent(connection, (known, before) -> answered);
    return answered;
  }

  /** The response to it is written, or will never be; the next request may have come already. */
  void onResponse(Connection connection, Wait answered) {
    waiting.replace(connection, answered, new Wait(false));
  }

  /** Closes those that are late. */
  void sweep(long now) {
    waiting.forEach(
        (connection, wait) -> {
          boolean isLate = !wait.isAnswered && now - wait.since >= nanos;
          if (isLate && waiting.remove(connection, wait)) {
            counters.increment(Counter.HANDSHAKES_LATE);
            connection.getEndPoint().close();
          }
        });
  }
}
