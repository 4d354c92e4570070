package org.zmqwebbridge.edge.jetty;

import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.StreamLimits;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * Makes the connections of HTTP/2 of one address, each with the limits of its time.
 *
 * <p>Owner thread: Jetty's. Loaded only where its modules are.
 */
class Http2Factory extends HTTP2ServerConnectionFactory {
  private static final Logger log = LoggerFactory.getLogger(Http2Factory.class);

  /** What a client may send of one request, or on one WebSocket, before somebody reads it. */
  private static final int STREAM_WINDOW_BYTES = 64 * 1024 - 1;

  /** The same of all of a connection. */
  private static final int CONNECTION_WINDOW_BYTES = 4 * STREAM_WINDOW_BYTES;

  /** What Jetty calls headers that are too large, or that cannot be read. */
  private static final List<String> UNREADABLE =
      List.of(
          "/invalid_hpack_block",
          "/invalid_continuation_stream",
          ErrorCode.toString(ErrorCode.REFUSED_STREAM_ERROR.code, null) + "/invalid_headers_frame");

  private final Http2 http2;

  Http2Factory(HttpConfiguration http, Http2 http2) {
    super(http);
    this.http2 = http2;
    setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
    setInitialSessionRecvWindow(CONNECTION_WINDOW_BYTES);
    setStreamIdleTimeout(-1); // each has deadlines of its own
    setRateControlFactory(
        new RateControl.Factory() {
          @Override
          public RateControl newRateControl(EndPoint endPoint) {
            return new CountedRate(http2.limits(), http2.counters(), endPoint);
          }
        });
  }

  static List<ConnectionFactory> stack(
      HttpConfiguration http, HttpConnectionFactory http11, Http2 http2) {
    return stack(new Http2Factory(http, http2), http11);
  }

  /** These two, as a client chooses. */
  static List<ConnectionFactory> stack(Http2Factory h2, ConnectionFactory http11) {
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http11.getProtocol());
    return List.of(alpn, h2, http11);
  }

  @Override
  protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
    return new Strict(endPoint);
  }

  /** Resets what is no request (RFC 9113, section 8.1.1), where Jetty would answer it. */
  class Strict extends HTTPServerSessionListener {
    Strict(EndPoint endPoint) {
      super(endPoint);
    }

    @Override
    public void onFailure(Session session, Throwable failure, Callback callback) {
      if (UNREADABLE.stream().anyMatch(String.valueOf(failure.getMessage())::endsWith)) {
        http2.counters().increment(Counter.HANDSHAKES_REFUSED_HEADERS);
        http2
            .counters()
            .line(
                LineKind.REQUEST_REFUSED,
                more ->
                    log.info(
                        "connection closed: headers above limits.maxHeaderBytes, or that cannot be"
                            + " read, from {}{}",
                        session.getRemoteSocketAddress(),
                        more));
      }
      super.onFailure(session, failure, callback);
    }

    @Override
    public void onStreamFailure(Stream stream, Throwable failure, Callback callback) {
      if (failure instanceof HttpException && ((HTTP2Stream) stream).getAttachment() == null) {
        http2.counters().increment(Counter.HTTP_REFUSED);
        stream.reset(new ResetFrame(stream.getId(), ErrorCode.PROTOCOL_ERROR.code), callback);
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
