package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.observe.Counter;

/**
 * A request and its one answer, on Jetty: until then its body is read, and then its client watched.
 *
 * <p>Owner thread: none; whoever ends it first does all that its end takes. Lifetime: until its
 * answer has been written, or it has been given up.
 */
final class HeldExchange implements Exchange, BodyReader.Listener, PartReader.Listener {
  private static final byte[] NOTHING = {};

  private final long id;
  private final RequestHead head;
  private final HttpCall http;
  private final HeldExchanges all;
  private final Cors cors;
  private final Optional<String> foreignBy;
  private final HeldClient client;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile ExchangeHandler handler;
  private volatile Thread opener; // has its handler begin; null: that is over
  private volatile BodyReader reader; // null until the body is asked for
  private PartReader parts; // null until a part of it is
  private volatile PartsBody replying; // null until a response has begun whose body comes in parts
  private volatile long bodyBy; // nanoseconds; 0: no deadline, as with the two below
  private volatile long heldUntil;
  private volatile long heldMillis;
  private volatile boolean hasBody; // all of it has been read
  private volatile long lateAt;

  HeldExchange(
      long id,
      RequestHead head,
      HttpCall http,
      HeldExchanges all,
      Cors cors,
      Optional<String> foreignBy) {
    this.id = id;
    this.head = head;
    this.http = http;
    this.all = all;
    this.cors = cors;
    this.foreignBy = foreignBy;
    this.client =
        http.isStream()
            ? new StreamClient(http, all.writeMillis(), this::onClientGone)
            : new ClientWatch(http, this::onClientGone);
  }

  /** Has its handler begin. */
  void open(ExchangeHandler answering) {
    handler = answering;
    holdFor(all.limits().heldMillis());
    opener = Thread.currentThread();
    try {
      answering.onOpen();
    } finally {
      opener = null;
    }
    if (!isOver()) {
      hold();
    } else if (replying != null && hasBody) {
      client.watch();
    }
  }

  /** It is not answered at once, as many are: so its deadlines count, and its client is watched. */
  private void hold() {
    all.add(this);
    if (isOver()) {
      all.remove(this); // in between
    } else if (hasBody) {
      client.watch();
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public RequestHead head() {
    return head;
  }

  @Override
  public Optional<String> foreignPage() {
    return foreignBy;
  }

  @Override
  public boolean isOver() {
    return over.get();
  }

  private static long after(long millis) {
    long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    return at == 0 ? 1 : at;
  }

  // The body

  @Override
  public void readBody(int maxBytes) {
    if (hasNone()) {
      onBody(NOTHING);
      return;
    }
    reader = new BodyReader(http.request(), maxBytes, all.incoming(), this);
    if (reader.isAnnouncedTooLarge()) {
      onTooLarge();
      return;
    }
    bodyBy = after(all.limits().bodyMillis());
    reader.run();
  }

  /** Jetty would take a buffer to look for it, and keep it until the answer. */
  private boolean hasNone() {
    HttpFields said = http.request().getHeaders();
    return !http.isStream()
        && !said.contains(HttpHeader.CONTENT_LENGTH)
        && !said.contains(HttpHeader.TRANSFER_ENCODING);
  }

  @Override
  public void onBody(byte[] body) {
    onWhole();
    if (!over.get()) {
      handler.onBody(body);
    }
    watch();
  }

  /** All of the request has been read. */
  private void onWhole() {
    bodyBy = 0;
    hasBody = true;
    heldUntil = heldMillis == 0 ? 0 : after(heldMillis);
  }

  private void watch() {
    if ((!over.get() || replying != null) && opener != Thread.currentThread()) {
      client.watch();
    }
  }

  @Override
  public void readPart(int maxBytes) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("a part of at most " + maxBytes + " bytes");
    }
    if (hasBody || (parts == null && hasNone())) {
      onBodyEnd();
      return;
    }
    if (parts == null) {
      parts = new PartReader(http.request(), this);
    }
    bodyBy = over.get() ? 0 : after(all.limits().bodyMillis());
    parts.want(maxBytes);
  }

  @Override
  public void onPart(byte[] bytes) {
    bodyBy = 0;
    heldUntil = heldMillis == 0 ? 0 : after(heldMillis);
    if (!over.get() || replying != null) {
      handler.onPart(bytes);
    }
  }

  @Override
  public void onBodyEnd() {
    onWhole();
    if (!over.get() || replying != null) {
      handler.onBodyEnd();
    }
    watch();
  }

  @Override
  public void onTooLarge() {
    refuse(
        Counter.BODIES_TOO_LARGE,
        HttpAnswer.text(HttpStatus.PAYLOAD_TOO_LARGE_413, "The body is too large."));
  }

  @Override
  public void onOverload() {
    refuse(
        Counter.BODIES_OVERLOADED,
        HttpAnswer.text(HttpStatus.SERVICE_UNAVAILABLE_503, "Try again later.").retryAfter(1));
  }

  @Override
  public void onBroken(Throwable cause) {
    if (end()) {
      http.callback().failed(cause);
      handler.onGone();
    } else if (replying != null) {
      replying.fail(cause);
    }
  }

  /** The rest of the body is not read: no other request can follow. */
  private void refuse(Counter counter, HttpAnswer answer) {
    if (end()) {
      all.counters().increment(counter);
      http.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      write(answer);
      handler.onGone();
    }
  }

  // The wait

  @Override
  public void holdFor(long millis) {
    heldMillis = millis;
    heldUntil = millis == 0 ? 0 : after(millis);
  }

  @Override
  public void expectAnswerIn(long millis) {
    lateAt = after(millis);
  }

  /** Looks after its deadlines. */
  void sweep(long now) {
    if (isPast(bodyBy, now)) {
      refuse(
          Counter.BODIES_LATE,
          HttpAnswer.text(HttpStatus.REQUEST_TIMEOUT_408, "The body did not come in time."));
    } else if (bodyBy == 0 && isPast(heldUntil, now)) {
      refuse(
          Counter.HELD_LATE,
          HttpAnswer.text(HttpStatus.GATEWAY_TIMEOUT_504, "There was no answer in time."));
    } else if (isPast(lateAt, now)) {
      lateAt = 0;
      handler.onLate();
    }
  }

  private static boolean isPast(long deadline, long now) {
    return deadline != 0 && now - deadline >= 0;
  }

  private void onClientGone() {
    if (end()) {
      all.counters().increment(Counter.HELD_GONE);
      client.cut();
      handler.onGone();
    } else if (replying != null) {
      all.counters().increment(Counter.HELD_GONE);
      replying.leave();
    }
  }

  // The end

  @Override
  public boolean answer(HttpAnswer answer) {
    boolean first = end();
    if (first) {
      if (!isRead()) {
        http.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      soon(() -> write(answer));
    }
    return first;
  }

  @Override
  public boolean reply(ResponseHead head, byte[] body) {
    boolean first = end();
    if (first) {
      if (!isRead()) {
        http.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      soon(() -> write(head, body));
    }
    return first;
  }

  private void soon(Runnable write) {
    if (opener == Thread.currentThread()) {
      write.run();
    } else {
      later(write);
    }
  }

  @Override
  public ResponseBody reply(ResponseHead head, long bodyBytes) {
    if (over.get()) {
      return null;
    }
    PartsBody body = new PartsBody(http, bodyBytes >= 0, client, () -> handler.onGone());
    replying = body;
    if (!over.compareAndSet(false, true)) {
      replying = null;
      return null;
    }
    all.remove(this);
    bodyBy = 0;
    ReplyHeaders.write(head, bodyBytes, http);
    endIfClosing();
    if (hasBody && opener == null) {
      client.watch();
    }
    return body;
  }

  @Override
  public ByteStream stream(HttpAnswer answer, StreamHandler hearing) {
    if (http.request().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
      // RFC 9112, section 6.1: it knows no chunks
      boolean unused =
          answer(
              HttpAnswer.text(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505, "Streams need HTTP/1.1."));
      return null;
    }
    if (!end()) {
      return null;
    }
    http.response().setStatus(answer.status());
    AnswerHeaders.write(answer, http.response().getHeaders());
    cors.allow(http.request(), http.response());
    return open(HttpStatus.getMessage(answer.status()), hearing);
  }

  @Override
  public ByteStream stream(ResponseHead head, StreamHandler hearing) {
    if (!end()) {
      return null;
    }
    ReplyHeaders.write(head, -1, http);
    return open(ReplyHeaders.phrase(head), hearing);
  }

  private ByteStream open(String phrase, StreamHandler hearing) {
    return http.isStream()
        ? AnswerEndPoint.open(this, http, all, hearing)
        : TakeOver.open(this, http, all, phrase, hearing);
  }

  @Override
  public void abort() {
    if (end()) {
      client.cut();
    }
  }

  /**
   * By the thread that reads from its connection: a loop that has a thousand answers at once has
   * other things to do, and all of them leave before the next request is read.
   */
  private void later(Runnable task) {
    SelectedEndPoint.below(http.endPoint()).ifPresentOrElse(reader -> reader.later(task), task);
  }

  private boolean end() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      all.remove(this);
      client.release();
      if (reader != null) {
        reader.close();
      }
    }
    return first;
  }

  /** Whether all of the request has been read, so that another one can follow it. */
  private boolean isRead() {
    return hasBody || (reader == null && parts == null && http.request().consumeAvailable());
  }

  private void write(HttpAnswer answer) {
    if (takes(answer.body().length)) {
      AnswerHeaders.write(answer, http.response().getHeaders());
      http.response().setStatus(answer.status());
      send(answer.body());
    }
  }

  private void write(ResponseHead head, byte[] body) {
    if (takes(body.length)) {
      ReplyHeaders.write(head, body.length, http);
      send(body);
    }
  }

  /** Whether there is room for a body so long; otherwise its client is told. */
  private boolean takes(int bytes) {
    boolean fits = all.outgoing().tryTake(bytes);
    if (!fits) {
      all.counters().increment(Counter.ANSWERS_OVERLOADED);
      HttpAnswer told =
          HttpAnswer.text(HttpStatus.SERVICE_UNAVAILABLE_503, "Try again later.").retryAfter(1);
      http.response().setStatus(told.status());
      AnswerHeaders.write(told, http.response().getHeaders());
      send(told.body(), http.callback());
    }
    return fits;
  }

  /** What has been taken for it is given back when it is written. */
  private void send(byte[] body) {
    send(body, Callback.from(http.callback(), () -> all.outgoing().give(body.length)));
  }

  private void send(byte[] body, Callback callback) {
    cors.allow(http.request(), http.response());
    endIfClosing();
    http.response().write(true, body.length == 0 ? null : ByteBuffer.wrap(body), callback);
  }

  private void endIfClosing() {
    if (all.isClosing()) {
      http.response().getHeaders().put(HttpHeader.CONNECTION, "close");
    }
  }
}
