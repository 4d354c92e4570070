package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.zmqwebbridge.edge.HttpAnswer;

/**
 * The headers of every answer of a route. What services send is data, never a page of this host:
 * whatever its media type, a browser that is led there by a link runs nothing of it.
 */
final class AnswerHeaders {
  private AnswerHeaders() {}

  static void write(HttpAnswer answer, HttpFields.Mutable headers) {
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
    if (!answer.contentType().isEmpty()) {
      headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
    }
    answer.headers().forEach(headers::put);
  }
}
