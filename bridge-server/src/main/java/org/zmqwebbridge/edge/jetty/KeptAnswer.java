package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.edge.websocket.FrameEncoding;
import org.zmqwebbridge.observe.Counter;

/**
 * Writes the answer of one {@link KeptExchange}, head and body at once, and has the access log
 * told.
 *
 * <p>Owner thread: the one that has its connection's turn; {@link #fields} are for any.
 */
final class KeptAnswer {
  private static final byte[] NOTHING = {};
  private static final HttpAnswer OVERLOADED =
      HttpAnswer.text(HttpStatus.SERVICE_UNAVAILABLE_503, "Try again later.").retryAfter(1);

  private final KeptExchange exchange;
  private final KeptConnection connection;
  private final ParsedRequest request;
  private final HeldExchanges all;
  private final Cors cors;
  private final long began; // nanoseconds
  private boolean isLogged;
  private boolean hasBegun; // lock: this

  KeptAnswer(
      KeptExchange exchange,
      KeptConnection connection,
      ParsedRequest request,
      Cors cors,
      long began) {
    this.exchange = exchange;
    this.connection = connection;
    this.request = request;
    this.all = connection.all().held();
    this.cors = cors;
    this.began = began;
  }

  /** That of its request. */
  HttpVersion version() {
    return request.version();
  }

  /** When its request came, in nanoseconds. */
  long began() {
    return began;
  }

  // Headers

  /** Those of an answer, but for what frames it. */
  HttpFields.Mutable fields(HttpAnswer answer) {
    HttpFields.Mutable fields = connection.all().newFields();
    AnswerHeaders.write(answer, fields);
    cors.allow(request.fields(), fields);
    return fields;
  }

  /** Those of a back end's response; it is framed if its length is known. */
  HttpFields.Mutable fields(ResponseHead said, long bodyBytes) {
    HttpFields.Mutable fields = connection.all().newFields();
    ReplyHeaders.write(said, bodyBytes, fields);
    return fields;
  }

  /** Whether an answer with this status has no body, whatever it says of one. */
  boolean isBodiless(int status) {
    return HttpMethod.HEAD.is(request.method())
        || status == HttpStatus.NO_CONTENT_204
        || status == HttpStatus.NOT_MODIFIED_304;
  }

  /** Whether no request may follow this one, as far as is known before its body has been read. */
  boolean isLast() {
    return connection.isTooOld(began)
        || connection.isStopping()
        || !request.isPersistent()
        || all.isClosing();
  }

  /** Says what becomes of the connection. */
  void sayWhetherLast(HttpFields.Mutable fields, boolean isLast) {
    if (isLast) {
      fields.put(HttpHeader.CONNECTION, "close");
    } else if (request.version() == HttpVersion.HTTP_1_0) {
      fields.put(HttpHeader.CONNECTION, "keep-alive");
    }
  }

  // What is before the answer

  /** Writes something that is not the answer yet, unless that has begun. */
  synchronized void inform(InterimHead said) {
    if (!hasBegun && request.version() != HttpVersion.HTTP_1_0) {
      connection.sendAll(
          AnswerBytes.of(said.status(), said.reason(), ReplyHeaders.of(said), NOTHING));
    }
  }

  /** Its head is about to be written. */
  synchronized void begin() {
    hasBegun = true;
  }

  // Whole answers

  void write(HttpAnswer answer) {
    send(fits(answer.body().length) ? answer : OVERLOADED, false);
  }

  /** The same, and the connection ends with it. */
  void writeLast(HttpAnswer answer) {
    send(answer, true);
  }

  private void send(HttpAnswer told, boolean isLast) {
    HttpFields.Mutable fields = fields(told);
    if (told.status() != HttpStatus.NO_CONTENT_204
        && told.status() != HttpStatus.NOT_MODIFIED_304) {
      fields.put(HttpHeader.CONTENT_LENGTH, told.body().length);
    }
    send(told.status(), "", fields, told.body(), isLast);
  }

  void write(ResponseHead said, byte[] body) {
    if (fits(body.length)) {
      HttpFields.Mutable fields = fields(said, body.length);
      cors.allow(request.fields(), fields);
      send(said.status(), said.reason(), fields, body, false);
    } else {
      send(OVERLOADED, false);
    }
  }

  /** Whether all clients together leave room for so much, if this one should not take it now. */
  private boolean fits(int bytes) {
    boolean fits = all.outgoing().tryTake(bytes);
    if (fits) {
      all.outgoing().give(bytes);
    } else {
      all.counters().increment(Counter.ANSWERS_OVERLOADED);
    }
    return fits;
  }

  private void send(
      int status, String phrase, HttpFields.Mutable fields, byte[] body, boolean isRefusal) {
    boolean isWhole = exchange.skipBody();
    boolean last = isLast() || isRefusal || !isWhole;
    sayWhetherLast(fields, last);
    byte[] sent = isBodiless(status) ? NOTHING : body;
    begin();
    connection.sendAll(AnswerBytes.of(status, phrase, fields, sent));
    log(status, sent.length);
    exchange.finish(last);
  }

  // Streams

  /** Begins with the head; the rest is the stream's. */
  StreamConnection open(
      int status, String phrase, HttpFields.Mutable fields, StreamHandler hearing) {
    boolean chunked = request.version() != HttpVersion.HTTP_1_0;
    if (chunked) {
      fields.put(HttpHeader.TRANSFER_ENCODING, "chunked");
    }
    fields.put(HttpHeader.CONNECTION, "close");
    begin();
    StreamConnection stream =
        all.newStream(
            exchange,
            connection.getEndPoint(),
            chunked ? FrameEncoding.CHUNKED : FrameEncoding.BARE,
            hearing);
    stream.begin(AnswerBytes.of(status, phrase, fields, NOTHING));
    return stream;
  }

  /** Tells the access log, once. */
  void log(int status, long sent) {
    if (!isLogged) {
      isLogged = true;
      connection
          .access()
          .ifPresent(
              log ->
                  log.exchange(exchange.head(), request, status, exchange.received(), sent, began));
    }
  }
}
