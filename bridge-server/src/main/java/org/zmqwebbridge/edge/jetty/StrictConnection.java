package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.Lifetimes;
import org.zmqwebbridge.edge.RequestLine;
import org.zmqwebbridge.edge.RequestTarget;

/**
 * One connection that speaks HTTP/1 to the letter: see {@link StrictHttp}.
 *
 * <p>Owner thread: Jetty's. Lifetime: the connection's.
 */
final class StrictConnection extends HttpConnection {
  /** Codings that end with the one that is known, each in its plain form. */
  private static final Pattern MORE_CODINGS =
      Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+([ \t]*,[ \t]*[a-z0-9!#$%&'*+.^_`|~-]+)*");

  /** RFC 9110, section 7.2, without the commas that would be allowed: two hosts look so. */
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+;=%-]+)(:[0-9]{0,5})?");

  private RequestHandler requests; // set while the superclass is being made

  private final long lifetimeEnd; // nanoseconds; 0: never

  /**
   * @param lifetimeMillis how long it may be kept for one request after the other; 0: for ever
   */
  StrictConnection(
      HttpConfiguration http, Connector connector, EndPoint endPoint, long lifetimeMillis) {
    super(http, connector, endPoint);
    this.lifetimeEnd = Lifetimes.RANDOM.end(System.nanoTime(), lifetimeMillis);
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

  /** Looks at the request line before Jetty does. */
  private static final class LineParser extends HttpParser {
    private final RequestLine line = new RequestLine();

    LineParser(HttpParser.RequestHandler requests, int maxHeaderBytes, HttpCompliance compliance) {
      super(requests, maxHeaderBytes, compliance);
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
      if (isStart()) {
        line.begin();
      }
      if (inHeaderState() && !line.isOver() && !line.take(buffer)) {
        BufferUtil.clear(buffer);
        badMessage(new HttpException.RuntimeException(line.status(), line.wrong()));
        return false;
      }
      return super.parseNext(buffer);
    }
  }

  /** Looks at what a request says of itself, line by line; what is thrown here ends it. */
  private final class Requests extends RequestHandler {
    private HttpVersion version;
    private String host = ""; // the last that was right

    @Override
    public void startRequest(String method, String target, HttpVersion said) {
      version = said;
      if (method.equals("CONNECT")) {
        throw bad(HttpStatus.NOT_IMPLEMENTED_501, "no tunnels");
      }
      String wrong = RequestTarget.wrong(method, target);
      if (!wrong.isEmpty()) {
        throw bad(HttpStatus.BAD_REQUEST_400, wrong);
      }
      super.startRequest(method, target, said);
    }

    @Override
    public void parsedHeader(HttpField field) {
      String value = field.getValue() == null ? "" : field.getValue();
      if (field.getHeader() == HttpHeader.TRANSFER_ENCODING) {
        checkCoding(value.toLowerCase(Locale.ROOT));
      } else if (field.getHeader() == HttpHeader.HOST) {
        checkHost(value);
      } else if (field.getHeader() == HttpHeader.EXPECT && version == HttpVersion.HTTP_1_0) {
        return; // which knows no interim answer: RFC 9110, section 10.1.1
      }
      super.parsedHeader(field);
    }

    /** Most clients say the same again and again. */
    private void checkHost(String value) {
      if (!value.equals(host)) {
        if (!HOST.matcher(value).matches()) {
          throw bad(HttpStatus.BAD_REQUEST_400, "no host");
        }
        host = value;
      }
    }

    /** RFC 9112, sections 6.1 and 6.3. */
    private void checkCoding(String value) {
      if (version == HttpVersion.HTTP_1_0) {
        throw bad(HttpStatus.BAD_REQUEST_400, "Transfer-Encoding in HTTP/1.0");
      }
      if (!value.equals("chunked")) {
        boolean isPlain = MORE_CODINGS.matcher(value).matches() && value.endsWith("chunked");
        throw bad(
            isPlain ? HttpStatus.NOT_IMPLEMENTED_501 : HttpStatus.BAD_REQUEST_400,
            "a Transfer-Encoding besides chunked");
      }
    }
  }

  private static HttpException.RuntimeException bad(int status, String why) {
    return new HttpException.RuntimeException(status, why);
  }
}
