package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.ComplianceUtils;
import org.eclipse.jetty.http.ComplianceViolation;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.util.StringUtil;
import org.zmqwebbridge.edge.HeaderField;

/**
 * Reads the requests of one connection out of its bytes, one event at a time, by Jetty's parser and
 * the rules that hold for all requests. Between two requests it is empty, unless it is to keep its
 * parser.
 *
 * <p>Owner thread: the one that reads. Lifetime: until something is {@link Event#BROKEN}.
 */
final class RequestReader implements HttpParser.RequestHandler {
  /** What a step has found. */
  enum Event {
    /** Nothing yet: all bytes are used up. */
    MORE,
    /** A request's head is complete. */
    HEAD,
    /** There is a part of its body. */
    CONTENT,
    /** The request has ended. */
    END,
    /** It is none, or may not be handed on. */
    BROKEN
  }

  private final int maxHeaderBytes;
  private final HttpCompliance compliance;
  private final UriCompliance uris;
  private final HeadRules rules = new HeadRules();
  private HttpParser parser; // null between requests
  private Event event = Event.MORE;
  private String method;
  private String target;
  private HttpVersion version;
  private HttpFields.Mutable fields;
  private ParsedRequest request;
  private HttpFields.Mutable trailers; // null: none yet
  private ByteBuffer content;
  private HttpException failure;
  private boolean isKnown; // the head has been read elsewhere
  private final boolean keepsParser; // for the next request
  private boolean isBetween = true; // of two requests

  /**
   * @param maxHeaderBytes of a line with its headers
   */
  RequestReader(int maxHeaderBytes, HttpCompliance compliance, UriCompliance uris) {
    this(maxHeaderBytes, compliance, uris, false);
  }

  /**
   * @param keepsParser whether it is not empty between two requests, and the next costs less
   */
  RequestReader(
      int maxHeaderBytes, HttpCompliance compliance, UriCompliance uris, boolean keepsParser) {
    this.keepsParser = keepsParser;
    this.maxHeaderBytes = maxHeaderBytes;
    this.compliance = compliance;
    this.uris = uris;
  }

  /** Begins after the head of a request with a body: that comes next. */
  void beginBody(ParsedRequest read) {
    String framing =
        read.bodyBytes() < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + read.bodyBytes();
    isKnown = true;
    Event unused =
        next(
            ByteBuffer.wrap(
                ("POST / HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n").getBytes(US_ASCII)));
    isKnown = false;
    request = read;
  }

  /** Reads on, until there is something to say or no byte is left. */
  Event next(ByteBuffer bytes) {
    if (isBetween) {
      if (!bytes.hasRemaining()) {
        return Event.MORE;
      }
      begin();
    }
    event = Event.MORE;
    boolean unused = parser.parseNext(bytes);
    if (event == Event.END) {
      isBetween = true;
      parser = keepsParser ? parser : null;
    }
    return event;
  }

  private void begin() {
    isBetween = false;
    trailers = null;
    if (parser == null) {
      parser = new LineParser(this, maxHeaderBytes, compliance);
      parser.setHeaderCacheCaseSensitive(true); // back ends see what was sent
    } else {
      parser.reset();
    }
  }

  /** Whether the next byte is of another request. */
  boolean isBetween() {
    return isBetween;
  }

  /** Whether it reads as one that is made so. */
  boolean isLike(int headerBytes, HttpCompliance http, UriCompliance paths) {
    return maxHeaderBytes == headerBytes && compliance.equals(http) && uris.equals(paths);
  }

  /** Whether a head has begun and is not complete. */
  boolean isInHead() {
    return !isBetween && parser.inHeaderState();
  }

  /** What the last {@link Event#HEAD} has said. */
  ParsedRequest request() {
    return request;
  }

  /** What the last {@link Event#CONTENT} has brought; valid until the next step. */
  ByteBuffer content() {
    return content;
  }

  /** What has come after the body of the last request, mostly nothing. */
  List<HeaderField> trailers() {
    return trailers == null ? List.of() : HeadFields.of(trailers);
  }

  /** What is wrong: a status and, for operators, why. */
  HttpException failure() {
    return failure;
  }

  // What Jetty's parser says

  @Override
  public void startRequest(String said, String uri, HttpVersion spoken) {
    method = said;
    target = uri;
    version = spoken;
    fields = HttpFields.build();
    rules.begin(said, uri, spoken);
  }

  @Override
  public void parsedHeader(HttpField field) {
    if (rules.counts(field)) {
      fields.add(field);
    }
  }

  @Override
  public boolean headerComplete() {
    if (!isKnown) {
      request = checked();
    }
    event = Event.HEAD;
    return true;
  }

  /** As Jetty checks what it parses itself. */
  private ParsedRequest checked() {
    HttpURI.Mutable uri = HttpURI.build(method, target);
    if (uri.isAbsolute() && StringUtil.isEmpty(uri.getPath())) {
      uri.path("/");
    }
    String path = uri.getCanonicalPath();
    if (path != null && !path.startsWith("/") && !path.equals("*")) {
      throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, "Bad URI path");
    }
    ComplianceUtils.verify(
        uris,
        uri,
        ComplianceViolation.Listener.NOOP,
        why -> new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, why));
    ComplianceUtils.verify(uri, fields, compliance, ComplianceViolation.Listener.NOOP);
    return ParsedRequest.of(method, uri.asImmutable(), version, fields.asImmutable());
  }

  @Override
  public boolean content(ByteBuffer part) {
    content = part;
    event = Event.CONTENT;
    return true;
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public void parsedTrailer(HttpField field) {
    trailers = trailers == null ? HttpFields.build() : trailers;
    trailers.add(field);
  }

  @Override
  public boolean messageComplete() {
    event = Event.END;
    return true;
  }

  /** Of a body that is not written as it said: the parser says no more of it. */
  @Override
  public void earlyEOF() {
    badMessage(
        new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, "its body is broken"));
  }

  @Override
  public void badMessage(HttpException bad) {
    failure = bad;
    event = Event.BROKEN;
  }
}
