package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.Lifetimes;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.WireConnection;
import org.zmqwebbridge.edge.WireRoute;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * A connection whose responses are a back end's own, on a Jetty end point: what comes in goes
 * through its {@link WireInput}, what goes out is written as WebSocket frames are.
 *
 * <p>Owner thread: none; {@link #onFillable} is Jetty's, {@link #onTick} the sweeper's.
 */
final class JettyWire extends TakenConnection implements WireConnection {
  private static final Logger log = LoggerFactory.getLogger(JettyWire.class);
  private static final byte[] NOTHING = {};
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
  private static final WireRefusal BODY_LATE =
      new WireRefusal(
          HttpStatus.REQUEST_TIMEOUT_408,
          "The body did not come in time.",
          Counter.BODIES_LATE,
          "its body is late");
  private static final WireRefusal UNANSWERED =
      new WireRefusal(
          HttpStatus.GATEWAY_TIMEOUT_504,
          "There was no answer in time.",
          Counter.HELD_LATE,
          "its back end is silent");

  private final OpenWires wires;
  private final WireRoute route;
  private final InetSocketAddress client;
  private final WireAnswers answers = new WireAnswers();
  private final Deadline head = new Deadline(); // of the next request
  private final Deadline body = new Deadline(); // or of a part of it
  private final Deadline silence = new Deadline(); // of the back end
  private final WireInput input;
  private final long lifetimeEnd; // nanoseconds; 0: never
  private volatile long heldMillis;
  private volatile boolean isPaused; // nothing is read until what waits has been taken
  private volatile boolean isGone;

  /**
   * @param first the request that has taken the connection over, and its head
   */
  JettyWire(
      EndPoint endPoint, OpenWires wires, WireRoute route, ParsedRequest first, RequestHead head) {
    super(wires.registry().nextId(), head, endPoint, wires.open(), wires.registry().limits());
    this.wires = wires;
    this.route = route;
    this.client = head.remoteAddress();
    this.lifetimeEnd =
        wires
            .registry()
            .lifetimes()
            .end(System.nanoTime(), wires.registry().limits().lifetimeMillis());
    this.heldMillis = wires.limits().exchange().heldMillis();
    this.input = new WireInput(this, wires, first, head);
  }

  WireRoute route() {
    return route;
  }

  /** Whose the first request is. */
  InetSocketAddress client() {
    return client;
  }

  WireAnswers answers() {
    return answers;
  }

  // In

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    input.begin(ByteBuffer.wrap(BufferUtil.toArray(bytes)));
  }

  @Override
  void onTaken() {
    enter();
    input.open();
  }

  @Override
  public void onFillable() {
    input.onFillable();
  }

  @Override
  public void answered() {
    answers.answered();
    input.look();
  }

  @Override
  public void readAhead() {
    answers.readAhead();
    input.look();
  }

  @Override
  public void readBody(int maxBytes) {
    want(true, maxBytes);
  }

  @Override
  public void readPart(int maxBytes) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("a part of at most " + maxBytes + " bytes");
    }
    want(false, maxBytes);
  }

  private void want(boolean whole, int maxBytes) {
    if (input.requests().want(whole, maxBytes)) {
      input.look();
    }
  }

  @Override
  public void holdFor(long millis) {
    heldMillis = millis;
    silence.set(millis);
  }

  /** Whether so much waits for the client that it should not be listened to for now. */
  boolean mustWait() {
    if (!outbox().isCongested()) {
      return false;
    }
    isPaused = true;
    return outbox().isCongested(); // it may have been taken before anybody could see that
  }

  // Deadlines

  /** Whether a request's head is being waited for. */
  void awaitHead(boolean isAwaited) {
    if (isAwaited) {
      head.begin(wires.limits().handshake().handshakeMillis());
    } else {
      head.clear();
    }
  }

  /** A body, or a part of it, is being waited for. */
  void awaitBody() {
    body.begin(wires.limits().exchange().bodyMillis());
  }

  /** It is there. */
  void onBody() {
    body.clear();
    awaitAnswer();
  }

  /** The back end has something to say from now on. */
  void awaitAnswer() {
    silence.set(heldMillis);
  }

  @Override
  void onTick(long now) {
    if (head.isPast(now)) {
      counters().increment(Counter.HANDSHAKES_LATE);
      abort();
    } else if (body.isPast(now)) {
      body.clear();
      input.fail(BODY_LATE);
    } else if (!isEnding() && isTooOld(now) && answers.isIdle()) {
      counters().increment(Counter.LIFETIMES_OVER);
      end();
    } else if (!isDrained()) {
      awaitAnswer(); // it is the client that takes its time
    } else if (!answers.isIdle() && !body.isRunning() && silence.isPast(now)) {
      silence.clear();
      input.fail(UNANSWERED);
    }
  }

  private boolean isTooOld(long now) {
    return Lifetimes.isOver(lifetimeEnd, now);
  }

  // Out

  @Override
  public void send(byte[] bytes) {
    if (bytes.length > 0) {
      answers.sent();
      awaitAnswer();
      sendAll(bytes);
    }
  }

  /** The body is wanted. */
  void sendContinue() {
    sendAll(CONTINUE);
  }

  @Override
  public void onDrained() {
    super.onDrained();
    if (isPaused) {
      isPaused = false;
      input.look();
    }
  }

  // The end

  /** Whether nothing can be sent any more. */
  boolean hasEnded() {
    return outbox().hasEnded();
  }

  @Override
  public void end() {
    endWith(NOTHING);
    input.look(); // what waits there is not read any more
  }

  @Override
  void drain() {
    input.look();
  }

  @Override
  public void abort() {
    outbox().discard();
    getEndPoint().close();
  }

  /** Nothing more can be made of it. */
  void onBug(RuntimeException bug) {
    counters()
        .line(
            LineKind.CONNECTION_FAILED,
            bug,
            (more, trace) ->
                log.error("{}: an internal error{}", new ConnectionId(id()), more, trace));
    abort();
  }

  @Override
  void onEnd() {
    isGone = true;
    input.look();
  }

  /** Whether the transport has ended. */
  boolean isGone() {
    return isGone;
  }
}
