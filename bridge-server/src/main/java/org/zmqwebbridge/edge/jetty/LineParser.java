package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.RequestLine;

/**
 * Looks at the request line before Jetty does.
 *
 * <p>Owner thread: the one that reads. Lifetime: the connection's, or one request's.
 */
final class LineParser extends HttpParser {
  private final RequestLine line = new RequestLine();
  private final HttpParser.RequestHandler requests;

  LineParser(HttpParser.RequestHandler requests, int maxHeaderBytes, HttpCompliance compliance) {
    super(requests, maxHeaderBytes, compliance);
    this.requests = requests;
  }

  @Override
  public boolean parseNext(ByteBuffer buffer) {
    if (isStart()) {
      line.begin();
    }
    if (inHeaderState() && !line.isOver() && !line.take(buffer)) {
      if (isStart()) {
        requests.messageBegin();
      }
      BufferUtil.clear(buffer);
      badMessage(new HttpException.RuntimeException(line.status(), line.wrong()));
      return false;
    }
    return super.parseNext(buffer);
  }
}
