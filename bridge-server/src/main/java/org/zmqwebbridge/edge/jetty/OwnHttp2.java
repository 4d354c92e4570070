package org.zmqwebbridge.edge.jetty;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.observe.Counter;

/**
 * Makes the connections of HTTP/2 of a {@link org.zmqwebbridge.edge.Port}, with the limits of all
 * others; their streams are a dialect's.
 *
 * <p>Owner thread: Jetty's. Loaded only where its modules are.
 */
final class OwnHttp2 extends Http2Factory {
  /** Of streams that are nobody's. */
  private static final Stream.Listener DEAF = new Stream.Listener() {};

  private final OwnStreams streams;

  private OwnHttp2(HttpConfiguration http, Http2 http2, OwnStreams streams) {
    super(http, http2);
    this.streams = streams;
  }

  static List<ConnectionFactory> stack(
      HttpConfiguration http, ConnectionFactory http11, Http2 http2, OwnStreams streams) {
    return stack(new OwnHttp2(http, http2, streams), http11);
  }

  @Override
  protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
    OwnSession session = new OwnSession(endPoint, connector.getIdleTimeout());
    streams.watch(session);
    return session;
  }

  /** One of them. It ends when there was no stream on it for so long as a handshake may take. */
  private final class OwnSession extends Strict implements OwnStreams.Watched {
    private final EndPoint endPoint;
    private final long quietMillis;
    private final Quiet quiet = new Quiet();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Session session; // null before its preface
    private boolean isTold; // the client, that it ends; of the sweeper

    OwnSession(EndPoint endPoint, long quietMillis) {
      super(endPoint);
      this.endPoint = endPoint;
      this.quietMillis = quietMillis;
    }

    @Override
    public Map<Integer, Integer> onPreface(Session begun) {
      session = begun;
      return super.onPreface(begun);
    }

    @Override
    public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
      quiet.disturb();
      open.incrementAndGet();
      OwnStream made =
          streams.open(
              (HTTP2Stream) stream,
              (MetaData.Request) frame.getMetaData(),
              frame.isEndStream(),
              endPoint,
              this::onStreamEnd);
      return made == null ? DEAF : made;
    }

    private void onStreamEnd() {
      quiet.disturb();
      open.decrementAndGet();
    }

    @Override
    public boolean onIdleTimeout(Session idle) {
      return false; // the sweeper sees to that
    }

    @Override
    public void sweep(long now) {
      if (!endPoint.isOpen()) {
        streams.forget(this);
      } else if (open.get() > 0) {
        quiet.disturb();
      } else if (quiet.isOver(quietMillis, now)) {
        end();
      }
    }

    /** Its client is told, and is to end it; the next time nobody waits for that. */
    private void end() {
      Session begun = session;
      if (begun == null || isTold) {
        endPoint.close();
        return;
      }
      isTold = true;
      quiet.disturb();
      streams.counters().increment(Counter.HANDSHAKES_LATE);
      begun.close(ErrorCode.NO_ERROR.code, "idle", Callback.NOOP);
    }
  }

  /** Refuses one that may not be. */
  static void refuse(Stream stream, ErrorCode why) {
    stream.reset(new ResetFrame(stream.getId(), why.code), Callback.NOOP);
  }
}
