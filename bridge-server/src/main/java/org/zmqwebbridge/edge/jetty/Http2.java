package org.zmqwebbridge.edge.jetty;

import java.util.List;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.zmqwebbridge.edge.StreamLimits;
import org.zmqwebbridge.observe.Counters;

/**
 * HTTP/2 where TLS is: by ALPN, if Jetty's modules for it are on the class path, which an
 * application need not have.
 *
 * <p>Owner thread: the one that starts or reloads the listener. No class of these modules is loaded
 * where they are not.
 */
final class Http2 {
  private static final List<String> MODULES =
      List.of(
          "org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory",
          "org.eclipse.jetty.alpn.java.server.JDK9ServerALPNProcessor");

  private final HttpConfiguration http;
  private final Counters counters;
  private volatile StreamLimits limits;

  Http2(HttpConfiguration http, StreamLimits limits, Counters counters) {
    this.http = http;
    this.limits = limits;
    this.counters = counters;
  }

  /** Whether it can be spoken. */
  static boolean isThere() {
    try {
      for (String name : MODULES) {
        Class<?> unused = Class.forName(name, false, Http2.class.getClassLoader());
      }
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** What one address speaks above TLS, what is asked for first. */
  List<ConnectionFactory> over(HttpConnectionFactory http11) {
    return Http2Factory.stack(http, http11, this);
  }

  /** The same where the streams are a dialect's own. */
  List<ConnectionFactory> over(ConnectionFactory http11, OwnStreams streams) {
    return OwnHttp2.stack(http, http11, this, streams);
  }

  Counters counters() {
    return counters;
  }

  StreamLimits limits() {
    return limits;
  }

  /** From the next connection on, these hold. */
  void limits(StreamLimits changed) {
    limits = changed;
  }
}
