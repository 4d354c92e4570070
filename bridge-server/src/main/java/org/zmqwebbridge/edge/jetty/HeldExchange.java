package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.LiveConnection.From;
import org.zmqwebbridge.edge.LiveConnection.Kind;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.observe.Counter;

/**
 * A request of HTTP/2 and its one answer: until then its body is read, and then its client watched.
 *
 * <p>Owner thread: none; the one that ends it first does all that its end takes. Lifetime: until
 * its answer has been written, or it has been given up.
 */
final class HeldExchange extends TimedExchange
    implements BodyReader.Listener, PartReader.Listener, Lasting {
  private final long began = System.nanoTime();
  private final HttpCall http;
  private final HeldExchanges all;
  private final Cors cors;
  private final HeldClient client;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile ExchangeHandler handler;
  private volatile Thread opener; // has its handler begin; null: that is over
  private volatile BodyReader reader; // null until the body is asked for
  private PartReader parts; // null until a part of it is
  private volatile PartsBody replying; // null until a response has begun whose body comes in parts
  private volatile boolean hasBody; // all of it has been read

  HeldExchange(
      long id,
      RequestHead head,
      HttpCall http,
      HeldExchanges all,
      Cors cors,
      Optional<String> foreignBy) {
    super(id, head, foreignBy);
    this.http = http;
    this.all = all;
    this.cors = cors;
    this.client = new StreamClient(http, all.writeMillis(), this::onClientGone);
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
  public boolean isOver() {
    return over.get();
  }

  // The body

  @Override
  public void readBody(int maxBytes) {
    reader = new BodyReader(http.request(), maxBytes, all.incoming(), this);
    if (reader.isAnnouncedTooLarge()) {
      onTooLarge();
      return;
    }
    deadlines().awaitBody(all.limits().bodyMillis());
    reader.run();
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
    hasBody = true;
    deadlines().onBody();
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
    if (hasBody) {
      onBodyEnd(List.of());
      return;
    }
    if (parts == null) {
      parts = new PartReader(http.request(), this);
    }
    if (!over.get()) {
      deadlines().awaitBody(all.limits().bodyMillis());
    }
    parts.want(maxBytes);
  }

  @Override
  public void onPart(byte[] bytes) {
    deadlines().onBody();
    if (!over.get() || replying != null) {
      handler.onPart(bytes);
    }
  }

  @Override
  public void onBodyEnd(List<HeaderField> trailers) {
    onWhole();
    if (!over.get() || replying != null) {
      handler.onBodyEnd(trailers);
    }
    watch();
  }

  @Override
  public void onTooLarge() {
    refuse(ExchangeRefusal.BODY_TOO_LARGE);
  }

  @Override
  public void onOverload() {
    refuse(ExchangeRefusal.BODY_OVERLOADED);
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
  @Override
  void refuse(ExchangeRefusal why) {
    if (end()) {
      all.counters().increment(why.counter());
      http.response().getHeaders().put(HttpHeader.CONNECTION, "close");
      write(why.answer());
      handler.onGone();
    }
  }

  // The wait

  @Override
  ExchangeHandler handler() {
    return handler;
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

  // For operators

  @Override
  public LiveConnection look(long now) {
    long millis = TimeUnit.NANOSECONDS.toMillis(now - began);
    return new LiveConnection(
        id(),
        Kind.REQUEST,
        millis,
        () -> From.of(head()),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        false,
        handler::occupant);
  }

  /** Its client is told, unless its answer has begun. */
  @Override
  public boolean cut() {
    PartsBody begun = replying;
    boolean goesOn = !isOver() || (begun != null && !begun.isOver());
    if (isOver() && goesOn) {
      all.counters().increment(Counter.CONNECTIONS_ENDED_BY_OPERATOR);
      begun.leave();
    } else {
      refuse(ExchangeRefusal.ENDED_BY_OPERATOR);
    }
    return goesOn;
  }

  // The end

  @Override
  public void inform(InterimHead said) {
    if (!over.get()) {
      CompletableFuture<Void> unused =
          http.response().writeInterim(said.status(), ReplyHeaders.of(said));
    }
  }

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
    PartsBody body =
        new PartsBody(
            http, bodyBytes >= 0, client, () -> handler.onGone(), () -> all.isWhole(this));
    replying = body;
    all.goesOn(this);
    if (!over.compareAndSet(false, true)) {
      replying = null;
      all.isWhole(this);
      return null;
    }
    all.remove(this);
    deadlines().forgetBody();
    ReplyHeaders.write(head, bodyBytes, http);
    endIfClosing();
    if (hasBody && opener == null) {
      client.watch();
    }
    return body;
  }

  @Override
  public ByteStream stream(HttpAnswer answer, StreamHandler hearing) {
    if (!end()) {
      return null;
    }
    http.response().setStatus(answer.status());
    AnswerHeaders.write(answer, http.response().getHeaders());
    cors.allow(http.request(), http.response());
    return AnswerEndPoint.open(this, http, all, hearing);
  }

  @Override
  public ByteStream stream(ResponseHead head, StreamHandler hearing) {
    if (!end()) {
      return null;
    }
    ReplyHeaders.write(head, -1, http);
    return AnswerEndPoint.open(this, http, all, hearing);
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
