package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.zmqwebbridge.auth.Visit;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.wire.Instruct;
import org.zmqwebbridge.grip.wire.InstructHeaders;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * One request: passed on to an origin, whose answer is passed back, or says what it waits for.
 *
 * <p>Owner thread: as {@link Visit}; what its origin says comes one at a time. Lifetime: its
 * exchange's.
 */
final class GripVisit extends Visit {
  private static final int PART_BYTES = 16_384;

  private final GripContext context;
  private final GripRoute route;
  private final OriginMessages messages;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private boolean isStreaming; // the request's body is passed on as it comes, and is not kept
  private volatile OriginAsk ask; // null until the origin is asked
  private volatile Held held; // null until it waits for channels

  GripVisit(Exchange exchange, GripRoute route, GripContext context) {
    super(exchange, context.guard());
    this.context = context;
    this.route = route;
    this.messages = new OriginMessages(exchange.head(), route, context);
  }

  @Override
  public void onOpen() {
    await(
        context.guard().admits(exchange().head()),
        granted -> {
          hold(granted);
          exchange().readPart(PART_BYTES);
        });
  }

  // The request

  @Override
  public void onBody(byte[] whole) {
    // it is read in parts
  }

  @Override
  public void onPart(byte[] bytes) {
    if (isStreaming) {
      ask.write(bytes, this::readOn);
      return;
    }
    body.writeBytes(bytes);
    if (body.size() <= context.limits().maxRequestBytes()) {
      readOn();
    } else {
      isStreaming = true;
      ask = messages.inParts(new AnswerReader(this, context));
      ask.begin();
      ask.write(body.toByteArray(), this::readOn);
      body.reset();
    }
  }

  private void readOn() {
    exchange().readPart(PART_BYTES);
  }

  @Override
  public void onBodyEnd() {
    if (isStreaming) {
      ask.endBody();
    } else {
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
      ask = messages.whole(body.toByteArray(), more, new AnswerReader(this, context));
      ask.begin();
    }
  }

  // What the origin says

  OriginAsk asked() {
    return ask;
  }

  Exchange client() {
    return exchange();
  }

  GripRoute route() {
    return route;
  }

  OriginMessages messages() {
    return messages;
  }

  /** Its origin has answered, and says what is to be done. */
  void instructed(OriginResponse said) {
    try {
      Instruct instruct = InstructHeaders.read(said);
      ResponseHead head = ClientHead.of(instruct.response());
      switch (instruct.mode()) {
        case NONE -> reply(head, instruct.response().body());
        case RESPONSE -> join(instruct, new ResponseHold(this, instruct, context));
        case STREAM -> join(instruct, new StreamHold(this, instruct, head, context));
      }
    } catch (MalformedGripException | IllegalArgumentException wrong) {
      context.count(Counter.GRIP_MALFORMED);
      fail(new OriginFailure(OriginFailure.Kind.BROKEN, wrong.getMessage()));
    }
  }

  /** Has it wait at its channels, if it may. */
  private void join(Instruct instruct, Held waiting) {
    Subscriptions wanted =
        Subscriptions.of(route, ask.target(), instruct.channels(), waiting, context);
    await(
        new ChannelAccess(context).ask(exchange(), grant(), wanted.names()),
        granted -> {
          hold(granted);
          held = waiting;
          waiting.begin(wanted);
          if (hasEnded()) {
            waiting.end();
          }
        });
  }

  /** Its origin has not answered, or not as it should have. */
  void fail(OriginFailure failure) {
    context.count(Counter.GRIP_ORIGIN_FAILED);
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
    super.onGone();
  }

  @Override
  protected boolean end() {
    boolean first = super.end();
    Held waiting = held;
    if (first && waiting != null) {
      waiting.end();
    }
    return first;
  }
}
