package org.zmqwebbridge.edge.jetty;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.LiveConnection.From;
import org.zmqwebbridge.edge.LiveConnection.Kind;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.observe.Counter;

/**
 * A request on a {@link KeptConnection} and its one answer.
 *
 * <p>Owner thread: none; the one that ends it first says how, and the one that has the connection's
 * turn does it. Lifetime: until its answer has been written, or it has been given up.
 */
final class KeptExchange extends TimedExchange implements Lasting {
  private static final byte[] NOTHING = {};
  private static final HttpAnswer NO_STREAMS =
      HttpAnswer.text(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505, "Streams need HTTP/1.1.");

  private final ParsedRequest request;
  private final KeptConnection connection;
  private final HeldExchanges all;
  private final KeptAnswer answer;
  private final KeptBody body; // null: there is none
  private final Ending over;
  private Function<Exchange, ExchangeHandler> opener; // null once it has been opened
  private volatile ExchangeHandler handler;
  private volatile KeptReply replying; // null until a response has begun whose body comes in parts

  /**
   * @param opener hears of it at its first step
   */
  KeptExchange(
      long id,
      RequestHead head,
      ParsedRequest request,
      KeptConnection connection,
      Cors cors,
      Optional<String> foreignBy,
      Function<Exchange, ExchangeHandler> opener) {
    super(id, head, foreignBy);
    this.request = request;
    this.connection = connection;
    this.all = connection.all().held();
    this.opener = opener;
    this.over = new Ending(connection::look);
    this.body = request.hasBody() ? new KeptBody(this, connection, request, deadlines()) : null;
    this.answer = new KeptAnswer(this, connection, request, cors, System.nanoTime());
  }

  // Steps, of the one that has the turn

  /** Whose reader has read its head. */
  void isReadBy(RequestReader reader) {
    if (body == null) {
      RequestReader.Event unused = reader.next(BufferUtil.EMPTY_BUFFER); // its end
      connection.all().readers().giveBack(reader);
    } else {
      body.isReadBy(reader);
    }
  }

  /** Does one thing; returns whether there may be more to do. */
  boolean step() {
    try {
      return goOn();
    } catch (RuntimeException bug) {
      if (isOver()) {
        throw bug;
      }
      connection.all().sayBug(id(), bug); // of the dialect
      refuse(ExchangeRefusal.FAILED);
      return true;
    }
  }

  private boolean goOn() {
    if (opener != null && !over.hasBegun()) {
      open();
      return true;
    }
    if (over.run()) {
      return true;
    }
    KeptReply reply = replying;
    return (reply != null && reply.goOn()) || (body != null && body.readOn());
  }

  private void open() {
    Function<Exchange, ExchangeHandler> opening = opener;
    opener = null;
    deadlines().hold(answer.began(), all.limits().heldMillis());
    handler = opening.apply(this);
    handler.onOpen();
  }

  /** Whether all of it has been read. */
  private boolean isRead() {
    return body == null || body.isRead();
  }

  /** How much of its body has come. */
  long received() {
    return body == null ? 0 : body.received();
  }

  /** Whether all of it has been read, or can be, so that another can follow it. */
  boolean skipBody() {
    return body == null || body.skip();
  }

  @Override
  public boolean isOver() {
    return over.hasBegun();
  }

  // The body

  @Override
  public void readBody(int maxBytes) {
    if (body == null) {
      handler.onBody(NOTHING);
    } else {
      body.ask(true, maxBytes);
    }
  }

  @Override
  public void readPart(int maxBytes) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("a part of at most " + maxBytes + " bytes");
    }
    if (isRead()) {
      handler.onBodyEnd(List.of());
    } else {
      body.ask(false, maxBytes);
    }
  }

  /** Who wants to hear of its body, if anybody does. */
  Optional<ExchangeHandler> hearing() {
    return over.hasBegun() && replying == null ? Optional.empty() : Optional.ofNullable(handler);
  }

  /** Its body is not written as bodies are. */
  void onBroken(WireRefusal why) {
    connection.all().say(head(), why);
    if (replying != null) {
      replying.leave();
      connection.abort();
    } else {
      if (over.begin(() -> answer.writeLast(HttpAnswer.text(why.status(), why.text())))) {
        tellGone();
      }
    }
  }

  /** The rest of the body is not read: no other request can follow. */
  @Override
  void refuse(ExchangeRefusal why) {
    if (over.begin()) {
      all.counters().increment(why.counter());
      endBy(() -> answer.writeLast(why.answer()));
      tellGone();
    }
  }

  @Override
  ExchangeHandler handler() {
    return handler;
  }

  /** Its client has left, or its connection has ended. */
  void leave() {
    KeptReply reply = replying;
    boolean first = over.begin();
    if ((first || (reply != null && !reply.isOver())) && isRead()) {
      all.counters().increment(Counter.HELD_GONE);
    }
    if (first) {
      tellGone();
    } else if (reply != null) {
      reply.leave();
    }
    answer.log(HttpStatus.INTERNAL_SERVER_ERROR_500, 0);
    close();
  }

  private void close() {
    if (body != null) {
      body.close();
    }
  }

  /** Tells its handler, if there is one. */
  void tellGone() {
    ExchangeHandler known = handler;
    if (known != null) {
      known.onGone();
    }
  }

  // For operators

  @Override
  public LiveConnection look(long now) {
    ExchangeHandler known = handler;
    return connection.look(
        this,
        Kind.REQUEST,
        () -> From.of(head()),
        now - answer.began(),
        received(),
        () -> known == null ? Occupant.UNKNOWN : known.occupant());
  }

  /** Its client is told, unless its answer has begun. */
  @Override
  public boolean cut() {
    if (isReplying()) {
      return connection.endByOperator();
    }
    boolean goesOn = !isOver();
    refuse(ExchangeRefusal.ENDED_BY_OPERATOR);
    return goesOn;
  }

  /** Whether there is not all of its answer yet. */
  boolean goesOn() {
    return !isOver() || isReplying();
  }

  private boolean isReplying() {
    KeptReply reply = replying;
    return reply != null && !reply.isOver();
  }

  // The end

  /** The last that is done. */
  void endBy(Runnable how) {
    over.by(how);
  }

  /** It has had its answer. */
  void finish(boolean isLast) {
    close();
    connection.finish(isLast);
  }

  @Override
  public void inform(InterimHead said) {
    answer.inform(said);
  }

  @Override
  public boolean answer(HttpAnswer told) {
    return over.begin(() -> answer.write(told));
  }

  @Override
  public boolean reply(ResponseHead said, byte[] whole) {
    return over.begin(() -> answer.write(said, whole));
  }

  @Override
  public ResponseBody reply(ResponseHead said, long bodyBytes) {
    KeptReply reply = new KeptReply(this, connection, answer, said, bodyBytes);
    replying = reply; // who leaves from now on has its handler told by that
    if (!over.begin()) {
      replying = null;
      return null;
    }
    deadlines().forgetBody();
    reply.begin();
    return reply;
  }

  @Override
  public ByteStream stream(HttpAnswer told, StreamHandler hearing) {
    if (request.version() == HttpVersion.HTTP_1_0) { // RFC 9112, section 6.1: it knows no chunks
      boolean unused = answer(NO_STREAMS);
      return null;
    }
    return stream(told.status(), "", answer.fields(told), hearing);
  }

  @Override
  public ByteStream stream(ResponseHead said, StreamHandler hearing) {
    return stream(said.status(), said.reason(), answer.fields(said, -1), hearing);
  }

  private ByteStream stream(
      int status, String phrase, HttpFields.Mutable fields, StreamHandler hearing) {
    if (!over.begin()) {
      return null;
    }
    StreamConnection stream = answer.open(status, phrase, fields, hearing);
    endBy(
        () -> {
          close();
          connection.handOn(stream);
        });
    return stream;
  }

  @Override
  public void abort() {
    boolean unused =
        over.begin(
            () -> {
              close();
              connection.abort();
            });
  }
}
