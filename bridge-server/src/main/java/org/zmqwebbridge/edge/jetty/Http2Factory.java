package org.zmqwebbridge.edge.jetty;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.StreamLimits;
import org.zmqwebbridge.observe.Counter;

/**
 * Makes the connections of HTTP/2 of one address, each with the limits of its time.
 *
 * <p>Owner thread: Jetty's. Loaded only where its modules are.
 */
final class Http2Factory extends HTTP2ServerConnectionFactory {
  /** What a client may send of one request, or on one WebSocket, before somebody reads it. */
  private static final int STREAM_WINDOW_BYTES = 64 * 1024 - 1;

  /** The same of all of a connection. */
  private static final int CONNECTION_WINDOW_BYTES = 4 * STREAM_WINDOW_BYTES;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Http2 http2;

  private Http2Factory(HttpConfiguration http, Http2 http2) {
    super(http);
    this.http2 = http2;
    setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
    setInitialSessionRecvWindow(CONNECTION_WINDOW_BYTES);
    setStreamIdleTimeout(-1); // each has deadlines of its own
    setRateControlFactory(
        new org.eclipse.jetty.io.RateControl.Factory() {
          @Override
          public org.eclipse.jetty.io.RateControl newRateControl(EndPoint endPoint) {
            return new CountedRate(
                http2.limits().maxHttp2EventsPerSecond(), SECOND, http2.counters());
          }
        });
  }

  static List<ConnectionFactory> stack(
      HttpConfiguration http, HttpConnectionFactory http11, Http2 http2) {
    Http2Factory h2 = new Http2Factory(http, http2);
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http11.getProtocol());
    return List.of(alpn, h2, http11);
  }

  @Override
  protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
    return new Strict(endPoint);
  }

  /** Resets what is no request (RFC 9113, section 8.1.1), where Jetty would answer it. */
  private final class Strict extends HTTPServerSessionListener {
    private Strict(EndPoint endPoint) {
      super(endPoint);
    }

    @Override
    public void onStreamFailure(Stream stream, Throwable failure, Callback callback) {
      if (failure instanceof HttpException) {
        http2.counters().increment(Counter.HTTP_REFUSED);
        stream.reset(
            new ResetFrame(stream.getId(), ErrorCode.PROTOCOL_ERROR.code), callback);
      } else {
        super.onStreamFailure(stream, failure, callback);
      }
    }
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    StreamLimits limits = http2.limits();
    setMaxConcurrentStreams(limits.maxStreamsPerConnection());
    return super.newConnection(connector, endPoint);
  }
}
