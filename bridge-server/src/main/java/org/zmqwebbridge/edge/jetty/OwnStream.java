package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.LiveConnection.From;
import org.zmqwebbridge.edge.LiveConnection.Kind;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.PortStreamHandler;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHead;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * A stream of HTTP/2 on a {@link Port}: the bytes of its body go to its handler as they come, and
 * what that sends is written as WebSocket frames are.
 *
 * <p>Owner thread: the one that has the turn; what {@link PortStream} has is for any thread, {@link
 * #onTick} is the sweeper's. Loaded only where HTTP/2 is spoken.
 */
final class OwnStream extends TakenConnection implements PortStream, Stream.Listener, Lasting {
  private static final Logger log = LoggerFactory.getLogger(OwnStream.class);
  private static final byte[] NOTHING = {};
  private static final int MOST_INTERIM = 8; // heads that wait
  private static final long MOST_DROPPED = 256 * 1024; // of what comes after the answer
  private static final int MOST_AT_ONCE = 32 * 1024; // of an answer that is one write

  private final Port port;
  private final StreamHead head;
  private final InetSocketAddress client;
  private final OwnStreamEndPoint endPoint;
  private final TakenConnections all;
  private final Runnable onLeft;
  private final StreamBody body;
  private final StreamAnswer answer;
  private final ReadingTurns turns;
  private final long closeMillis;
  private PortStreamHandler handler; // null until it is open
  private volatile PortStreamHandler ticked; // the same
  private volatile boolean arrived;
  private volatile boolean isPaused;
  private volatile boolean isResumed;
  private volatile boolean isDrained;
  private volatile boolean isStuffed; // nothing is read until what waits has been taken
  private volatile boolean wantsDrained; // its handler
  private volatile boolean isGone;
  private boolean isEndTold; // the handler, that there is no more of the body
  private boolean isTold; // the handler, that it has ended

  /**
   * @param onLeft is called once, when it has ended
   */
  OwnStream(
      Port port,
      StreamHead head,
      InetSocketAddress client,
      OwnStreamEndPoint endPoint,
      TakenConnections all,
      Runnable onLeft) {
    super(all.registry().nextId(), endPoint, all, port.limits().orElse(all.registry().limits()));
    this.closeMillis = port.limits().orElse(all.registry().limits()).closeMillis();
    this.port = port;
    this.head = head;
    this.client = client;
    this.endPoint = endPoint;
    this.all = all;
    this.onLeft = onLeft;
    this.body = new StreamBody(endPoint.stream(), all.registry().incoming());
    this.answer = new StreamAnswer(head.method(), counters());
    this.turns = new ReadingTurns(endPoint.below(), this::turn);
    endPoint.whenFinished(turns::again);
  }

  @Override
  public StreamHead head() {
    return head;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return client;
  }

  @Override
  public Optional<byte[]> certificate() {
    return PeerCertificate.of(endPoint.below());
  }

  // What Jetty tells

  @Override
  public void onUpgradeTo(ByteBuffer early) {
    throw new IllegalStateException("a stream that was nobody's before");
  }

  @Override
  public void onFillable() {
    throw new IllegalStateException("a stream is not read as a connection");
  }

  @Override
  void onTaken() {
    enter();
    turns.here();
  }

  @Override
  public void onDataAvailable(Stream stream) {
    arrived = true;
    turns.here();
  }

  @Override
  public void onReset(Stream stream, ResetFrame frame, Callback callback) {
    endPoint.onGone(new EofException("reset by its client"));
    callback.succeeded();
  }

  @Override
  public void onFailure(
      Stream stream, int error, String reason, Throwable failure, Callback callback) {
    endPoint.onGone(failure);
    callback.succeeded();
  }

  @Override
  public void onIdleTimeout(Stream stream, TimeoutException late, Promise<Boolean> promise) {
    promise.succeeded(false); // its own deadlines and the sweeper see to it
  }

  /** Also after the last frame of its answer, before that is known to have been written. */
  @Override
  public void onClosed(Stream stream) {
    if (endPoint.isFinished()) {
      endPoint.onGone(null);
    } else if (!endPoint.isOutputShutdown()) {
      endPoint.onGone(new EofException("closed"));
    }
  }

  // Who asks for a turn

  @Override
  public void pause() {
    isPaused = true;
  }

  @Override
  public void resume() {
    isPaused = false;
    isResumed = true;
    turns.soon();
  }

  @Override
  public void onDrained() {
    super.onDrained();
    if (isStuffed || wantsDrained) {
      isStuffed = false;
      isDrained = true;
      turns.soon();
    }
  }

  @Override
  public void tellDrained(boolean isWanted) {
    wantsDrained = isWanted;
  }

  // A turn

  private void turn() {
    try {
      advance();
    } catch (RuntimeException bug) {
      counters()
          .line(
              LineKind.CONNECTION_FAILED,
              bug,
              (more, trace) ->
                  log.error("{}: an internal error{}", new ConnectionId(id()), more, trace));
      abort();
    }
  }

  private void advance() {
    if (handler == null && !isGone) {
      handler = port.streamOpener().orElseThrow().apply(this);
      ticked = handler;
    }
    if (arrived) {
      arrived = false;
      body.onArrived();
    }
    if (endPoint.isFinished() && !isGone) {
      waitForEnd();
    }
    if (isDrained && !isTold) {
      isDrained = false;
      handler.onDrained();
    }
    while (!isGone && !isTold && (tellResumed() || hand())) {
      // as long as there is something
    }
    if (isGone) {
      body.drop();
      sayGone();
    } else if (!body.keep()) {
      counters().increment(Counter.BODIES_OVERLOADED);
      abort();
    }
  }

  /** Its handler has nothing to do with it any more; its client may still send, and then ends. */
  private void waitForEnd() {
    sayGone();
    if (body.dropMore()) {
      endPoint.onGone(null);
    } else if (body.dropped() > MOST_DROPPED) {
      waitNoLonger();
    }
  }

  private void waitNoLonger() {
    counters().increment(Counter.HTTP2_STREAMS_LEFT_OPEN);
    endPoint.close();
  }

  private boolean tellResumed() {
    boolean told = isResumed;
    if (told) {
      isResumed = false;
      handler.onResumed();
    }
    return told;
  }

  /** Hands over what is there; returns whether there may be more. */
  private boolean hand() {
    if (isPaused || outbox().hasEnded() || isEndTold || mayNotRead() || !body.fill()) {
      return false;
    }
    if (body.isEnd()) {
      isEndTold = true;
      handler.onEnd();
      return false;
    }
    int before = body.unread().remaining();
    handler.onBytes(body.unread());
    return body.unread().remaining() < before;
  }

  private boolean mayNotRead() {
    if (!outbox().isCongested()) {
      return false;
    }
    isStuffed = true;
    return outbox().isCongested(); // it may have been taken before anybody could see that
  }

  // Out

  @Override
  public void welcomeBody() {
    interim(HttpStatus.CONTINUE_100, HttpFields.EMPTY);
  }

  @Override
  public void inform(InterimHead said) {
    interim(said.status(), ReplyHeaders.of(said));
  }

  private void interim(int status, HttpFields fields) {
    if (!answer.isBegun() && !isGone && endPoint.writes().waiting() < MOST_INTERIM) {
      endPoint.head(StreamAnswer.response(status, fields), false);
    }
  }

  @Override
  public boolean begin(ResponseHead said, long bodyBytes) {
    if (isGone || !answer.begin(said.status(), bodyBytes)) {
      return false;
    }
    boolean isWhole = answer.isWhole();
    endPoint.head(StreamAnswer.head(said, bodyBytes), isWhole);
    if (isWhole) {
      sendNoMore();
    }
    return true;
  }

  /** What has been given to be written is all. */
  private void sendNoMore() {
    outbox().end(NOTHING);
    writer().flush();
  }

  @Override
  public boolean answer(ResponseHead said, byte[] whole) {
    if (whole.length > MOST_AT_ONCE
        || whole.length == 0
        || !answer.mayHaveBody(said.status())
        || !all.registry().outgoing().tryTake(whole.length)) {
      boolean isFirst = begin(said, whole.length);
      if (isFirst && !isWhole()) {
        send(whole);
      }
      return isFirst;
    }
    if (isGone || !answer.begin(said.status(), 0)) {
      all.registry().outgoing().give(whole.length);
      return false;
    }
    endPoint.whole(
        StreamAnswer.head(said, whole.length),
        whole,
        () -> all.registry().outgoing().give(whole.length));
    sendNoMore();
    return true;
  }

  @Override
  public void send(byte[] bytes) {
    CloseReason impossible;
    boolean isWhole;
    synchronized (answer) { // what is counted first waits first
      impossible = outbox().add(answer.take(bytes));
      isWhole = answer.isWhole();
    }
    if (isKept(impossible)) {
      if (isWhole) {
        endWith(NOTHING);
      } else {
        writer().flush();
      }
    }
  }

  @Override
  public boolean isWhole() {
    return answer.isWhole();
  }

  // For operators

  @Override
  Optional<Lasting> lasting() {
    return Optional.of(this);
  }

  /** How much has come of its body is not counted. */
  @Override
  public LiveConnection look(long now) {
    PortStreamHandler known = ticked;
    return look(
        this,
        Kind.CLIENT,
        this::from,
        openNanos(now),
        0,
        () -> known == null ? Occupant.UNKNOWN : known.occupant());
  }

  private From from() {
    int query = head.target().indexOf('?');
    String path = query < 0 ? head.target() : head.target().substring(0, query);
    String origin = head.header("origin").orElse("");
    return new From(client.getAddress().getHostAddress(), path, origin);
  }

  @Override
  boolean isHeldUp() {
    return isPaused || isStuffed;
  }

  @Override
  public boolean cut() {
    return endByOperator();
  }

  // The end

  @Override
  public void end() {
    if (!answer.isBegun()) {
      abort();
    } else if (answer.isShort()) {
      breakOff();
    } else if (!outbox().hasEnded()) {
      endWith(NOTHING);
    }
  }

  @Override
  public void breakOff() {
    if (!outbox().hasEnded()) {
      counters().increment(Counter.HTTP2_ANSWERS_SHORT);
      endPoint.cutShort();
      endWith(NOTHING);
    }
  }

  @Override
  public void abort() {
    if (!endPoint.isFinished()) { // then all has been said, and only its client's end is waited for
      outbox().discard();
      getEndPoint().close();
    }
  }

  /** Where all of its answer has been written, {@link #onTick} waits for its client. */
  @Override
  boolean isStuck(long now) {
    return !endPoint.isFinished() && super.isStuck(now);
  }

  @Override
  void onTick(long now) {
    if (endPoint.writes().isStalled(now, all.registry().limits().writeMillis())) {
      counters().increment(Counter.SLOW_READERS_CLOSED);
      abort();
      return;
    }
    if (endPoint.isLeftOpen(now, closeMillis)) {
      waitNoLonger();
      return;
    }
    PortStreamHandler told = ticked;
    if (told != null && !endPoint.isFinished()) {
      told.onTick(now);
    }
  }

  @Override
  void onEnd() {
    isGone = true;
    onLeft.run();
    turns.again();
  }

  private void sayGone() {
    if (!isTold && handler != null) {
      isTold = true;
      handler.onGone();
    }
  }
}
