package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.zmqwebbridge.edge.Lifetimes;

/**
 * One connection that speaks HTTP/1 to the letter: see {@link StrictHttp}.
 *
 * <p>Owner thread: Jetty's. Lifetime: the connection's.
 */
final class StrictConnection extends HttpConnection {
  private RequestHandler requests; // set while the superclass is being made

  private final long lifetimeEnd; // nanoseconds; 0: never

  /**
   * @param lifetimeEnd until when it may be kept for one request after the other, in nanoseconds;
   *     0: for ever
   */
  StrictConnection(
      HttpConfiguration http, Connector connector, EndPoint endPoint, long lifetimeEnd) {
    super(http, connector, endPoint);
    this.lifetimeEnd = lifetimeEnd;
  }

  /** Until when it may be kept, in nanoseconds; 0: for ever. */
  long lifetimeEnd() {
    return lifetimeEnd;
  }

  /** Whether the answer to the next request should be its last. */
  boolean isTooOld(long now) {
    return Lifetimes.isOver(lifetimeEnd, now);
  }

  /**
   * What goes on once another thread has answered a request goes on in the thread that reads. A
   * loop answers a hundred requests in a turn: a thread of a pool, woken for each, costs more than
   * all that they do.
   */
  @Override
  protected Executor getExecutor() {
    return SelectedEndPoint.below(getEndPoint())
        .map(reader -> (Executor) reader::later)
        .orElseGet(super::getExecutor);
  }

  @Override
  protected RequestHandler newRequestHandler() {
    requests = new Requests();
    return requests;
  }

  @Override
  protected HttpParser newHttpParser(HttpCompliance compliance) {
    HttpConfiguration http = getHttpConfiguration();
    HttpParser parser = new LineParser(requests, http.getRequestHeaderSize(), compliance);
    parser.setHeaderCacheSize(http.getHeaderCacheSize());
    parser.setHeaderCacheCaseSensitive(http.isHeaderCacheCaseSensitive());
    return parser;
  }

  /** Looks at what a request says of itself, line by line; what is thrown here ends it. */
  private final class Requests extends RequestHandler {
    private final HeadRules rules = new HeadRules();
    private boolean hasHead; // of a request whose body may still come

    @Override
    public void startRequest(String method, String target, HttpVersion said) {
      rules.begin(method, target, said);
      super.startRequest(method, target, said);
    }

    @Override
    public void parsedHeader(HttpField field) {
      if (rules.counts(field)) {
        super.parsedHeader(field);
      }
    }

    @Override
    public void messageBegin() {
      hasHead = false;
      super.messageBegin();
    }

    @Override
    public boolean messageComplete() {
      hasHead = false;
      return super.messageComplete();
    }

    @Override
    public boolean headerComplete() {
      boolean handled = super.headerComplete();
      hasHead = true;
      return handled;
    }

    /**
     * Where a stream ends between a chunk and its line end, Jetty has only its parser told, and who
     * reads the body takes what has come of it for all.
     */
    @Override
    public void badMessage(HttpException failure) {
      if (hasHead) {
        earlyEOF();
      } else {
        super.badMessage(failure);
      }
    }
  }
}
