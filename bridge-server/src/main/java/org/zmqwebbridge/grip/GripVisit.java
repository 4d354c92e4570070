package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Map;
import org.zmqwebbridge.auth.Visit;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.wire.Instruct;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * One request: passed on to an origin, whose answer is passed back, or says what it waits for.
 *
 * <p>Owner thread: as {@link Visit}; what its origin says comes one at a time. Lifetime: its
 * exchange's.
 */
final class GripVisit extends Visit {
  private final GripContext context;
  private final GripRoute route;
  private final OriginMessages messages;
  private final RequestBody body;
  private volatile OriginAsk ask; // null until the origin is asked
  private volatile OriginCall unread; // whose body goes on into a stream; null: there is none
  private volatile Held held; // null until it waits for channels
  private volatile Subscriptions subscriptions; // those of what waits; null: nothing has yet
  private volatile Map<String, String> askedBefore = Map.of(); // last ids, by channels

  GripVisit(Exchange exchange, GripRoute route, GripContext context) {
    super(exchange, context.guard());
    this.context = context;
    this.route = route;
    this.messages = new OriginMessages(exchange.head(), route, context);
    this.body = new RequestBody(exchange, context.limits().maxRequestBytes());
  }

  @Override
  public void onOpen() {
    context.stats().requested(route.condition().id().orElse(""));
    await(
        context.guard().admits(exchange().head()),
        granted -> {
          hold(granted);
          if (messages.expectsContinue()) {
            begin(messages.inParts(new AnswerReader(this, context)));
            body.offer(ask, context.timer());
          } else {
            body.read();
          }
        });
  }

  @Override
  protected String speaks() {
    return held == null ? "GRIP, asks its origin" : "GRIP, held";
  }

  @Override
  protected List<String> hears() {
    Subscriptions mine = subscriptions;
    return mine == null ? List.of() : mine.names().stream().map("channel "::concat).toList();
  }

  // The request

  @Override
  public void onBody(byte[] whole) {
    // it is read in parts
  }

  @Override
  public void onPart(byte[] bytes) {
    if (body.add(bytes)) {
      begin(messages.inParts(new AnswerReader(this, context)));
      body.passTo(ask);
    }
  }

  @Override
  public void onBodyEnd(List<HeaderField> trailers) {
    body.end(OriginHead.trailers(trailers));
    if (!body.isPassedOn()) {
      ask(List.of());
    }
  }

  /**
   * Asks the origin, perhaps again.
   *
   * @param more headers for it alone
   */
  void ask(List<HeaderField> more) {
    if (!hasEnded()) {
      begin(messages.whole(body.whole(), body.trailers(), more, new AnswerReader(this, context)));
    }
  }

  /** From now on it is the origin's time that counts. */
  private void begin(OriginAsk begun) {
    ask = begun;
    exchange().holdFor(0);
    begun.begin();
  }

  // What the origin says

  /** What its client sends. */
  RequestBody body() {
    return body;
  }

  OriginAsk asked() {
    return ask;
  }

  Exchange client() {
    return exchange();
  }

  GripRoute route() {
    return route;
  }

  /** Asks origins what becomes of an item. */
  FilterAsk filterAsk() {
    return context.filters().of(route, exchange().head(), context);
  }

  OriginMessages messages() {
    return messages;
  }

  /**
   * Has it wait at its channels, if it may.
   *
   * @param rest of the answer, whose body goes on; {@code null}: it is whole
   */
  void join(Instruct instruct, Held waiting, OriginCall rest) {
    Subscriptions wanted =
        Subscriptions.of(route, ask.target(), instruct.channels(), waiting, context);
    wanted.asked(askedBefore);
    unread = rest;
    subscriptions = wanted;
    ask = rest == null ? null : ask; // it holds much
    mayHear(
        wanted.names(),
        () -> {
          held = waiting;
          context.stats().connected(statsId(), "http", exchange().head());
          begin(waiting, wanted);
          if (hasEnded()) {
            waiting.end();
          }
        });
  }

  private String statsId() {
    return "http-" + exchange().id();
  }

  private void begin(Held waiting, Subscriptions wanted) {
    try {
      waiting.begin(wanted);
    } catch (MalformedGripException wrong) {
      failMalformed(wrong.getMessage());
    }
  }

  /** Goes on if its client may hear all of these; otherwise it ends. */
  void mayHear(List<String> channels, Runnable next) {
    await(
        new ChannelAccess(context).ask(exchange(), grant(), channels),
        granted -> {
          hold(granted);
          next.run();
        });
  }

  /**
   * Asks the origin once more what is to be done.
   *
   * @param last where its client is
   * @param about the last ids that it is asked about
   * @param instead what is answered where the request cannot be sent again
   */
  void askAgain(List<HeaderField> last, Map<String, String> about, Instruct instead) {
    held = null;
    askedBefore = about;
    if (!body.canBeSentAgain()) {
      reply(ClientHead.of(instead.response()), instead.response().body());
    } else {
      ask(last);
    }
  }

  /** Tells the origin that its client has left, if it wants to know. */
  void tellGone(Instruct instruct) {
    if (instruct.gone().isEmpty()) {
      return;
    }
    try {
      Link link =
          Link.of(
              instruct.gone().get(),
              exchange().head(),
              context.limits().holds().allowedLinkHosts());
      LinkFetches.tellGone(route, link, exchange().head(), context);
    } catch (MalformedGripException wrong) {
      context.count(Counter.GRIP_MALFORMED);
    }
  }

  /** Its origin says of GRIP what makes no sense. */
  void failMalformed(String why) {
    context.count(Counter.GRIP_MALFORMED);
    fail(new OriginFailure(OriginFailure.Kind.BROKEN, why));
  }

  /** Its origin has not answered, or not as it should have. */
  void fail(OriginFailure failure) {
    context.originFailed(ask == null ? null : ask.target(), failure);
    boolean isLate = failure.kind() == OriginFailure.Kind.LATE;
    finish(ProxyErrors.answer(isLate ? 504 : 502, failure, route.options().isDebug()));
  }

  // The end

  /** Answers, unless it has ended already. */
  void reply(ResponseHead head, byte[] whole) {
    if (end()) {
      boolean unused = exchange().reply(head, whole);
    }
  }

  /** Answers as the edge would. */
  void refuse(HttpAnswer answer) {
    finish(answer);
  }

  /** It has its answer, or will never have one. */
  void leave() {
    boolean unused = end();
  }

  @Override
  public void onLate() {
    Held waiting = held;
    if (waiting != null) {
      waiting.onLate();
    }
  }

  @Override
  public void onGone() {
    OriginAsk under = ask;
    if (under != null) {
      under.abort();
    }
    Held waiting = held;
    if (waiting != null && !hasEnded()) {
      waiting.tellGone();
    }
    super.onGone();
  }

  @Override
  protected boolean end() {
    boolean first = super.end();
    OriginCall rest = unread;
    if (first && rest != null) {
      rest.abort();
    }
    Held waiting = held;
    if (first && waiting != null) {
      waiting.end();
      context.stats().disconnected(statsId());
    }
    return first;
  }
}
