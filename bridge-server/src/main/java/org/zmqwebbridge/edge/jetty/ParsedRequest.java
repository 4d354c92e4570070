package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.WireRequest;

/**
 * A request's head as it was parsed, and how its body is framed.
 *
 * <p>Immutable.
 *
 * @param bodyBytes 0: no body; -1: it comes in chunks
 * @param isPersistent whether another request may follow
 * @param expectsContinue whether the client waits to be told that its body is wanted
 */
record ParsedRequest(
    String method,
    HttpURI uri,
    HttpVersion version,
    HttpFields fields,
    long bodyBytes,
    boolean isPersistent,
    boolean expectsContinue) {
  private static final String CHUNKED = "chunked";
  private static final String CONTINUE = "100-continue";

  /**
   * Of what Jetty has parsed.
   *
   * @throws HttpException.RuntimeException if it cannot be handed on; it says which status says so
   */
  static ParsedRequest of(Request request) {
    return of(
        request.getMethod(),
        request.getHttpURI(),
        request.getConnectionMetaData().getHttpVersion(),
        request.getHeaders());
  }

  /** The same of its parts. */
  static ParsedRequest of(String method, HttpURI uri, HttpVersion version, HttpFields fields) {
    boolean isOld = version == HttpVersion.HTTP_1_0;
    if (!isOld && version != HttpVersion.HTTP_1_1) {
      throw refused(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505, "it is not HTTP/1.1");
    }
    if (uri.getCanonicalPath() == null) {
      throw refused(HttpStatus.BAD_REQUEST_400, "it names no path");
    }
    boolean ends = fields.contains(HttpHeader.CONNECTION, "close");
    boolean keeps = !isOld || fields.contains(HttpHeader.CONNECTION, "keep-alive");
    return new ParsedRequest(
        method,
        uri,
        version,
        fields,
        bodyBytes(fields),
        keeps && !ends,
        !isOld && expectsContinue(fields));
  }

  private static HttpException.RuntimeException refused(int status, String why) {
    return new HttpException.RuntimeException(status, why);
  }

  /** RFC 9112, sections 6.1 and 6.3; all else the parser has seen to. */
  private static long bodyBytes(HttpFields fields) {
    HttpField coding = fields.getField(HttpHeader.TRANSFER_ENCODING);
    if (coding == null) {
      return Math.max(0, fields.getLongField(HttpHeader.CONTENT_LENGTH));
    }
    boolean isAlone = fields.getFields(HttpHeader.TRANSFER_ENCODING).size() == 1;
    if (!isAlone || !CHUNKED.equalsIgnoreCase(coding.getValue())) {
      throw refused(HttpStatus.NOT_IMPLEMENTED_501, "a transfer coding other than chunked");
    }
    return -1;
  }

  private static boolean expectsContinue(HttpFields fields) {
    HttpField expected = fields.getField(HttpHeader.EXPECT);
    if (expected != null && !CONTINUE.equalsIgnoreCase(expected.getValue())) {
      throw refused(HttpStatus.EXPECTATION_FAILED_417, "an expectation other than 100-continue");
    }
    return expected != null;
  }

  boolean hasBody() {
    return bodyBytes != 0;
  }

  /** The host that it asks for, without a port; the empty string if it names none. */
  String host() {
    if (uri.getHost() != null) {
      return uri.getHost();
    }
    String said = fields.get(HttpHeader.HOST);
    return said == null ? "" : new HostPort(said).getHost();
  }

  /** The path, decoded. */
  String path() {
    return uri.getCanonicalPath();
  }

  /** The query as sent, or the empty string. */
  String query() {
    return uri.getQuery() == null ? "" : uri.getQuery();
  }

  /** As a dialect sees it, whose head is this. */
  WireRequest with(RequestHead head) {
    return new WireRequest(head, uri.getPathQuery(), version.asString(), bodyBytes, isPersistent);
  }
}
