package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Counts the TLS handshakes that fail.
 *
 * <p>Owner thread: none; Jetty calls it on its own.
 */
final class TlsHandshakes implements SslHandshakeListener {
  private final Counters counters;

  TlsHandshakes(Counters counters) {
    this.counters = counters;
  }

  @Override
  public void handshakeFailed(Event event, Throwable failure) {
    counters.increment(Counter.TLS_HANDSHAKES_FAILED);
  }
}
