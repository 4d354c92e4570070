package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.Lifetimes;
import org.zmqwebbridge.observe.Counter;

/**
 * A connection of HTTP/1 whose requests lead to routes, taken over from Jetty with the first of
 * them: one request after the other is read here, and its answer written as WebSocket frames are.
 * What is not whole, or leads elsewhere, goes back to Jetty with the bytes that it came in ({@code
 * docs/decisions/0048}).
 *
 * <p>Owner thread: the one that has the turn, which is the one that reads from it wherever there is
 * one; {@link #onTick} is the sweeper's. Lifetime: until it goes back, is a stream's, or has ended.
 */
final class KeptConnection extends TakenConnection implements Connection.UpgradeFrom {
  private static final byte[] NOTHING = {};
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
  private static final int FILLS_PER_TURN = 4;
  private static final long STOPPING_MILLIS = 250; // as KeptAlive has it

  private final KeptConnections all;
  private final RouteHandler routes;
  private final Connector connector;
  private final long lifetimeEnd; // nanoseconds; 0: never
  private final KeptInput input;
  private final ReadingTurns turns;
  private volatile KeptExchange current; // null between two
  private volatile boolean isGone;
  private volatile boolean isHandedOn;
  private volatile boolean isStopping;
  private volatile boolean isOld;
  private final Quiet quiet = new Quiet();

  /**
   * @param routes which of its requests are answered here
   * @param old whose connection it was
   */
  KeptConnection(
      long id, KeptConnections all, RouteHandler routes, StrictConnection old, EndPoint endPoint) {
    super(id, endPoint, all.open(), all.open().registry().limits());
    this.all = all;
    this.routes = routes;
    this.connector = old.getConnector();
    this.lifetimeEnd = old.lifetimeEnd();
    this.input = new KeptInput(endPoint, all.held().incoming());
    this.turns = new ReadingTurns(endPoint, this::turn);
  }

  KeptConnections all() {
    return all;
  }

  WireBytes bytes() {
    return input.bytes();
  }

  /**
   * Begins with this.
   *
   * @param isLast whether its answer is the last, which somebody has counted
   */
  void begin(KeptExchange first, boolean isLast) {
    isOld = isLast;
    current = first;
  }

  /** Whether a request has no answer yet. */
  boolean isHolding() {
    KeptExchange exchange = current;
    return exchange != null && !exchange.isOver();
  }

  @Override
  Optional<Lasting> lasting() {
    return Optional.ofNullable(current).filter(KeptExchange::goesOn).map(one -> one);
  }

  /** Whether the answer to a request that has come at this time should be its last. */
  boolean isTooOld(long time) {
    if (!isOld && Lifetimes.isOver(lifetimeEnd, time)) {
      isOld = true;
      counters().increment(Counter.LIFETIMES_OVER);
    }
    return isOld;
  }

  // Who asks for a turn

  @Override
  public void onUpgradeTo(ByteBuffer early) {
    bytes().begin(ByteBuffer.wrap(BufferUtil.toArray(early)));
  }

  @Override
  void onTaken() {
    enter();
    turns.here();
  }

  @Override
  public void onFillable() {
    input.arrive();
    turns.here();
  }

  /** Something has changed. */
  void look() {
    turns.soon();
  }

  @Override
  public void onDrained() {
    super.onDrained();
    look();
  }

  // A turn

  private void turn() {
    try {
      advance();
    } catch (RuntimeException bug) {
      all.sayBug(id(), bug);
      abort();
    }
  }

  private void advance() {
    input.look();
    int fills = FILLS_PER_TURN;
    boolean goesOn = true;
    while (goesOn) {
      goesOn = !isHandedOn && (step() || (fills-- > 0 && !isHandedOn && input.fill()));
    }
    if (!isHandedOn && !isGone) {
      rest();
    }
  }

  /** Does one thing; returns whether there may be more to do. */
  private boolean step() {
    KeptExchange exchange = current;
    if (exchange != null && exchange.step()) {
      return true;
    }
    if (isGone) {
      leave(current);
      return false;
    }
    return current == null && next();
  }

  private void leave(KeptExchange exchange) {
    if (exchange != null) {
      current = null;
      exchange.leave();
    }
  }

  /** Looks for the next request. */
  private boolean next() {
    if (isEnding()) {
      bytes().drop();
      return false;
    }
    if (bytes().isEmpty() || !isDrained()) {
      return false;
    }
    ByteBuffer unread = bytes().unread();
    int begin = unread.position();
    int end = unread.limit();
    RequestReader reader = all.readers().take();
    RequestReader.Event read = reader.next(unread);
    if (read == RequestReader.Event.BROKEN) {
      endWith(routes.refuse(reader.failure(), this));
      return false;
    }
    KeptExchange exchange =
        read == RequestReader.Event.HEAD ? routes.next(reader.request(), this) : null;
    if (exchange != null) {
      begin(exchange, reader);
      return true;
    }
    unread.limit(end).position(begin);
    goBack();
    return false;
  }

  private void begin(KeptExchange exchange, RequestReader reader) {
    quiet.disturb();
    exchange.isReadBy(reader);
    current = exchange;
  }

  /** To Jetty, which sees what this has seen. */
  private void goBack() {
    StrictConnection http =
        connector
            .getConnectionFactory(StrictHttp.class)
            .again(connector, getEndPoint(), lifetimeEnd);
    http.setInputBufferSize(Math.max(http.getInputBufferSize(), bytes().unread().remaining()));
    getEndPoint().setIdleTimeout(connector.getIdleTimeout());
    handOn(http);
  }

  /** The end point, and what has come on it, is another's from now on. */
  void handOn(Connection next) {
    isHandedOn = true;
    current = null;
    input.withdraw();
    getEndPoint().upgrade(next);
    bytes().drop();
  }

  @Override
  public ByteBuffer onUpgradeFrom() {
    return bytes().unread();
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    if (!isHandedOn) {
      super.onFillInterestedFailed(cause);
    }
  }

  /** Waits for the next turn. */
  private void rest() {
    if (!bytes().keep()) {
      counters().increment(Counter.BODIES_OVERLOADED);
      abort();
    } else if (input.wantsMore()) {
      fillInterested();
    }
  }

  // Out

  /** The body is wanted. */
  void sendContinue() {
    sendAll(CONTINUE);
  }

  /**
   * An exchange has had its answer.
   *
   * @param isLast whether no other may follow
   */
  void finish(boolean isLast) {
    quiet.disturb();
    current = null;
    if (isLast) {
      endWith(NOTHING);
    }
  }

  // The end

  @Override
  public void end() {
    isStopping = true;
  }

  /** Whether its next answer is its last. */
  boolean isStopping() {
    return isStopping;
  }

  /** Ends it at once. */
  void abort() {
    outbox().discard();
    getEndPoint().close();
  }

  @Override
  void onTick(long now) {
    KeptExchange exchange = current;
    if (exchange != null || !isDrained()) {
      quiet.disturb();
    }
    if (quiet.isOver(isStopping ? STOPPING_MILLIS : all.idleMillis(), now) && !isEnding()) {
      if (!isStopping) {
        counters().increment(Counter.HANDSHAKES_LATE);
      }
      abort();
    }
    if (exchange != null) {
      exchange.sweep(now);
    }
  }

  @Override
  Counter stalled() {
    return Counter.RESPONSES_STALLED;
  }

  @Override
  void onEnd() {
    isGone = true;
    turns.here();
  }
}
