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
 * answered is left alone.
 */
final class HandshakeDeadline implements Connection.Listener {
  private record Progress(long requests, long since) {}

  private final long nanos;
  private final Counters counters;
  private final Map<Connection, Progress> waiting = new ConcurrentHashMap<>();

  HandshakeDeadline(long millis, Counters counters) {
    this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    this.counters = counters;
  }

  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof SslConnection)) { // HTTP's is above it, from the start
      waiting.put(connection, new Progress(connection.getMessagesIn(), System.nanoTime()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    waiting.remove(connection);
  }

  /** Closes those that are late. */
  void sweep(long now) {
    waiting.forEach(
        (connection, progress) -> {
          long requests = connection.getMessagesIn();
          if (requests != progress.requests() || requests > connection.getMessagesOut()) {
            waiting.replace(connection, progress, new Progress(requests, now));
          } else if (now - progress.since() >= nanos) {
            counters.increment(Counter.HANDSHAKES_LATE);
            connection.getEndPoint().close();
          }
        });
  }
}
