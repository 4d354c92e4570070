package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;

/** Writes the head of a back end's response, as it is, but for what frames it. */
final class ReplyHeaders {
  private static final Set<String> FRAMING = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    for (String name :
        new String[] {
          "Content-Length",
          "Transfer-Encoding",
          "Connection",
          "Keep-Alive",
          "Proxy-Connection",
          "Upgrade",
          "Trailer"
        }) {
      FRAMING.add(name);
    }
  }

  private ReplyHeaders() {}

  /**
   * @param bodyBytes how long the body is; -1: it ends where it ends
   */
  static void write(ResponseHead head, long bodyBytes, HttpCall http) {
    http.response().setStatus(head.status());
    write(head, bodyBytes, http.response().getHeaders());
    if (hasPhrase(head) && !http.isStream()) {
      http.request().addHttpStreamWrapper(stream -> new Worded(stream, head.reason()));
    }
  }

  /** The same, without its line. */
  static void write(ResponseHead head, long bodyBytes, HttpFields.Mutable headers) {
    for (HeaderField field : head.headers()) {
      if (field.is(HttpHeader.DATE.asString())) {
        headers.put(HttpHeader.DATE, field.value()); // in the place of ours
      } else if (!FRAMING.contains(field.name())) {
        headers.add(field.name(), field.value());
      }
    }
    if (bodyBytes >= 0 && head.status() != HttpStatus.NO_CONTENT_204) {
      headers.put(HttpHeader.CONTENT_LENGTH, bodyBytes);
    }
  }

  /** Those of what is said before the answer. */
  static HttpFields of(InterimHead said) {
    HttpFields.Mutable headers = HttpFields.build();
    for (HeaderField field : said.headers()) {
      if (!FRAMING.contains(field.name())) {
        headers.add(field.name(), field.value());
      }
    }
    return headers;
  }

  private static boolean hasPhrase(ResponseHead head) {
    return !head.reason().isEmpty() && !head.reason().equals(HttpStatus.getMessage(head.status()));
  }

  /** Says another phrase than the status has: Jetty's response has no place for one. */
  private static final class Worded extends HttpStream.Wrapper {
    private final String phrase;

    private Worded(HttpStream wrapped, String phrase) {
      super(wrapped);
      this.phrase = phrase;
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      super.send(request, response == null ? null : worded(response), last, content, callback);
    }

    private MetaData.Response worded(MetaData.Response said) {
      return new MetaData.Response(
          said.getStatus(),
          phrase,
          said.getHttpVersion(),
          said.getHttpFields(),
          said.getContentLength(),
          said.getTrailersSupplier());
    }
  }
}
