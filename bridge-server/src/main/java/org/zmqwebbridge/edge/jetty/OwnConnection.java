package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.LiveConnection.From;
import org.zmqwebbridge.edge.LiveConnection.Kind;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.PortConnection;
import org.zmqwebbridge.edge.PortHandler;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * A connection of a {@link Port}, on a Jetty end point: its bytes go to its handler as they come,
 * and what that sends is written as WebSocket frames are.
 *
 * <p>Owner thread: the one that has the turn, which is the one that reads from it wherever there is
 * one; what {@link PortConnection} has is for any thread, {@link #onTick} is the sweeper's.
 */
final class OwnConnection extends TakenConnection implements PortConnection, Lasting {
  private static final Logger log = LoggerFactory.getLogger(OwnConnection.class);
  private static final byte[] NOTHING = {};
  private static final int FILLS_PER_TURN = 4;

  private final Port port;
  private final InetSocketAddress client;
  private final WireBytes bytes;
  private final ReadingTurns turns;
  private PortHandler handler; // null until it is open
  private volatile PortHandler ticked; // the same
  private volatile boolean arrived;
  private volatile boolean isPaused;
  private volatile boolean isResumed;
  private volatile boolean isDrained;
  private volatile boolean isStuffed; // nothing is read until what waits has been taken
  private volatile boolean wantsDrained; // its handler
  private volatile boolean isGone;
  private boolean isTold; // the handler, that it has ended
  private long received; // bytes, so far
  private boolean interested;
  private boolean fillable;

  OwnConnection(
      Port port, EndPoint endPoint, ClientAddresses clients, TakenConnections all, long id) {
    super(id, endPoint, all, port.limits().orElse(all.registry().limits()));
    this.port = port;
    this.client = clients.named(endPoint, HttpFields.EMPTY);
    this.bytes = new WireBytes(endPoint, all.registry().incoming());
    this.turns = new ReadingTurns(endPoint, this::turn);
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return client;
  }

  @Override
  public boolean isSecure() {
    return getEndPoint().isSecure();
  }

  @Override
  public Optional<byte[]> certificate() {
    return PeerCertificate.of(getEndPoint());
  }

  // Who asks for a turn

  @Override
  public void onUpgradeTo(ByteBuffer early) {
    throw new IllegalStateException("a connection that was nobody's before");
  }

  @Override
  void onTaken() {
    enter();
    turns.here();
  }

  @Override
  public void onFillable() {
    arrived = true;
    turns.here();
  }

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
      handler = port.opener().apply(this);
      ticked = handler;
    }
    if (arrived) {
      arrived = false;
      interested = false;
      fillable = true;
    }
    if (isDrained && !isGone) {
      isDrained = false;
      handler.onDrained();
    }
    int fills = FILLS_PER_TURN;
    while (!isGone && (tellResumed() || hand() || (fills-- > 0 && fill()))) {
      // as long as there is something
    }
    if (isGone) {
      sayGone();
    } else {
      rest();
    }
  }

  private boolean tellResumed() {
    boolean told = isResumed;
    if (told) {
      isResumed = false;
      handler.onResumed();
    }
    return told;
  }

  /** Hands over what is there; returns whether there was anything. */
  private boolean hand() {
    if (outbox().hasEnded()) {
      bytes.drop();
    }
    if (bytes.isEmpty() || mayNotRead()) {
      return false;
    }
    int before = bytes.unread().remaining();
    handler.onBytes(bytes.unread());
    return bytes.unread().remaining() < before;
  }

  private boolean mayNotRead() {
    if (isPaused || !outbox().isCongested()) {
      return isPaused;
    }
    isStuffed = true;
    return outbox().isCongested(); // it may have been taken before anybody could see that
  }

  private boolean fill() {
    if (!fillable || !bytes.isEmpty()) {
      return false;
    }
    try {
      int filled = bytes.fill();
      if (filled < 0) {
        getEndPoint().close();
      } else {
        received += filled;
      }
      fillable = filled > 0 && bytes.isFull();
      return filled > 0;
    } catch (IOException broken) {
      getEndPoint().close(broken);
      return false;
    }
  }

  /** Waits for the next turn. */
  private void rest() {
    if (!bytes.keep()) {
      counters().increment(Counter.BODIES_OVERLOADED);
      abort();
    } else if (bytes.isEmpty() && !interested && getEndPoint().isOpen()) {
      interested = true;
      fillInterested();
    }
  }

  // Out

  @Override
  public void send(byte[] sent) {
    if (sent.length > 0) {
      sendAll(sent);
    }
  }

  @Override
  public void queue(byte[] sent) {
    if (sent.length > 0) {
      boolean unused = isKept(outbox().add(sent));
    }
  }

  @Override
  public void flush() {
    writer().flush();
  }

  // For operators

  @Override
  Optional<Lasting> lasting() {
    return Optional.of(this);
  }

  @Override
  public LiveConnection look(long now) {
    PortHandler known = ticked;
    return look(
        this,
        Kind.CLIENT,
        () -> new From(client.getAddress().getHostAddress(), "", ""),
        openNanos(now),
        received,
        () -> known == null ? Occupant.UNKNOWN : known.occupant());
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
    endWith(NOTHING);
    turns.soon(); // what waits there is not read any more
  }

  @Override
  public void abort() {
    outbox().discard();
    getEndPoint().close();
  }

  @Override
  void onTick(long now) {
    PortHandler told = ticked;
    if (told != null) {
      told.onTick(now);
    }
  }

  @Override
  void onEnd() {
    isGone = true;
    turns.soon();
  }

  private void sayGone() {
    bytes.drop();
    if (!isTold && handler != null) {
      isTold = true;
      handler.onGone();
    }
  }
}
