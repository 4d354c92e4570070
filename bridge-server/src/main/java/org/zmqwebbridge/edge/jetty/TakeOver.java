package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.edge.websocket.FrameEncoding;

/**
 * Takes a connection over from HTTP without a 101: Jetty writes nothing of the answer, and hands
 * the end point on ({@code docs/decisions/0040}).
 *
 * <p>Owner thread: whoever answers.
 */
final class TakeOver {
  private TakeOver() {}

  /**
   * The connection is a back end's from now on, and nothing of the request's body has been read.
   */
  static void by(JettyWire wire, HttpCall http) {
    http.request().addHttpStreamWrapper(Untouched::new);
    http.request().setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, wire);
    http.response().write(true, null, http.callback());
  }

  /**
   * The answer goes on by this connection, whose head has been made.
   *
   * @param phrase that goes with its status
   */
  static StreamConnection open(
      HeldExchange answered,
      HttpCall http,
      HeldExchanges all,
      String phrase,
      StreamHandler hearing) {
    // RFC 9112, section 6.1: HTTP/1.0 knows no chunks
    boolean chunked =
        http.request().getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_0;
    StreamConnection stream =
        all.newStream(
            answered,
            http.endPoint(),
            chunked ? FrameEncoding.CHUNKED : FrameEncoding.BARE,
            hearing);
    HttpFields.Mutable headers = http.response().getHeaders();
    if (chunked) {
      headers.put("Transfer-Encoding", "chunked");
    }
    headers.put("Connection", "close");
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    int status = http.response().getStatus();
    head.append(status).append(' ').append(phrase).append("\r\n");
    for (HttpField field : headers) {
      head.append(field.getName()).append(": ").append(field.getValue()).append("\r\n");
    }
    stream.begin(head.append("\r\n").toString().getBytes(ISO_8859_1));
    http.request().addHttpStreamWrapper(Silent::new);
    http.request().setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, stream);
    http.response().write(true, null, http.callback());
    return stream;
  }

  /** Writes nothing. */
  private static final class Silent extends HttpStream.Wrapper {
    private Silent(HttpStream wrapped) {
      super(wrapped);
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      callback.succeeded();
    }
  }
}
