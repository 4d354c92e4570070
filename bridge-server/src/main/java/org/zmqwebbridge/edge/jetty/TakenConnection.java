package org.zmqwebbridge.edge.jetty;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection.UpgradeTo;
import org.eclipse.jetty.io.EndPoint;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.LiveConnection.From;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.access.AccessEntry.Kind;
import org.zmqwebbridge.edge.outgoing.Outbox;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * A connection that was taken over from HTTP ({@code docs/decisions/0040}): what goes out on it is
 * written as WebSocket frames are, within the same limits, and it ends after what was sent.
 *
 * <p>Owner thread: {@link #sweep} is the sweeper's; all else is for any thread. Lifetime: from when
 * it is taken over until {@link #onClose}.
 */
abstract class TakenConnection extends AbstractConnection.NonBlocking
    implements UpgradeTo, FrameWriter.Listener {
  private final long id;
  private final AccessRecorder.Stay stay; // null where nobody wants to be told
  private final TakenConnections all;
  private final ConnectionLimits limits;
  private final Outbox outbox;
  private final FrameWriter writer;
  private final long opened = System.nanoTime();
  private volatile long endedAt; // 0: not yet
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param id unique among connections and exchanges
   * @param head of the request that it was taken over with
   */
  TakenConnection(
      long id, RequestHead head, EndPoint endPoint, TakenConnections all, ConnectionLimits limits) {
    this(
        id,
        all.registry().access().flatMap(log -> log.begin(head, Kind.STREAM)).orElse(null),
        endPoint,
        all,
        limits);
  }

  /** One that is no entry of the access log. */
  TakenConnection(long id, EndPoint endPoint, TakenConnections all, ConnectionLimits limits) {
    this(id, (AccessRecorder.Stay) null, endPoint, all, limits);
  }

  private TakenConnection(
      long id,
      AccessRecorder.Stay stay,
      EndPoint endPoint,
      TakenConnections all,
      ConnectionLimits limits) {
    super(endPoint, all.registry().executor());
    this.id = id;
    this.stay = stay;
    this.all = all;
    this.limits = limits;
    this.outbox =
        new Outbox(limits.maxQueuedBytes(), limits.maxQueuedMessages(), all.registry().outgoing());
    this.writer = new FrameWriter(endPoint, outbox, all.registry().outgoing(), this);
  }

  /** As the log knows it. */
  public final long id() {
    return id;
  }

  final Outbox outbox() {
    return outbox;
  }

  final FrameWriter writer() {
    return writer;
  }

  final Counters counters() {
    return all.registry().counters();
  }

  // For operators

  /** What of it an operator sees, and may end; empty: nothing. */
  Optional<Lasting> lasting() {
    return Optional.empty();
  }

  /** How it is now, of which its transport knows all but this. */
  final LiveConnection look(
      Lasting one,
      LiveConnection.Kind kind,
      Supplier<From> from,
      long openNanos,
      long bytesIn,
      Supplier<Occupant> occupant) {
    return new LiveConnection(
        one.id(),
        kind,
        TimeUnit.NANOSECONDS.toMillis(openNanos),
        from,
        bytesIn,
        writer.sent(),
        0,
        outbox.added() + writer.published(),
        outbox.bytes(),
        outbox.count(),
        outbox.dropped(),
        isHeldUp(),
        occupant);
  }

  /** How long ago it was taken over, in nanoseconds. */
  final long openNanos(long now) {
    return now - opened;
  }

  /** Whether it is not read from for now. */
  boolean isHeldUp() {
    return false;
  }

  /** Ends it at once, because an operator wants that; false: it has ended already. */
  final boolean endByOperator() {
    boolean goesOn = getEndPoint().isOpen();
    if (goesOn) {
      abort(Counter.CONNECTIONS_ENDED_BY_OPERATOR);
    }
    return goesOn;
  }

  /** Who is told of what has ended, if anybody is. */
  final Optional<AccessRecorder> access() {
    return all.registry().access();
  }

  /** It is there. */
  final void enter() {
    all.add(this);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0); // its own deadlines and the sweeper see to it
    if (getEndPoint().isOpen()) {
      onTaken();
    } else {
      leave(); // so early that only the HTTP connection before this one was told
    }
  }

  /** The end point is this one's from now on. */
  abstract void onTaken();

  /** Sends bytes that must not be lost. */
  final void sendAll(byte[] bytes) {
    if (isKept(outbox.add(bytes))) {
      writer.flush();
    }
  }

  /** Whether nothing waits: the transport has taken all that was sent. */
  public final boolean isDrained() {
    return outbox.isEmpty() && writer.isIdle();
  }

  @Override
  public final void onBlocked(CloseReason impossible) {
    isKept(impossible);
  }

  /** Whether there is room; otherwise it ends at once. */
  final boolean isKept(CloseReason impossible) {
    if (impossible == null) {
      return true;
    }
    abort(
        switch (impossible) {
          case OVERLOADED -> Counter.OUTGOING_OVERLOADED;
          case MISSED_PUBLICATION -> Counter.SLOW_SUBSCRIBERS_CLOSED;
          default -> Counter.REPLIES_OVERFLOWED;
        });
    return false;
  }

  private void abort(Counter counter) {
    counters().increment(counter);
    outbox.discard();
    getEndPoint().close();
  }

  @Override
  public void onDrained() {
    if (outbox.hasEnded()) {
      getEndPoint().shutdownOutput();
    }
  }

  @Override
  public final void onWriteFailed(Throwable cause) {
    getEndPoint().close(cause);
  }

  // The end

  /** Nobody comes in any more: it may end when what is under way has. */
  void drain() {}

  /** Ends it after what has been sent. */
  abstract void end();

  /** Ends it with these after what has been sent. */
  final void endWith(byte[] last) {
    endedAt = endedAt == 0 ? System.nanoTime() | 1 : endedAt;
    outbox.end(last);
    writer.flush();
  }

  /** Whether nothing follows what has been sent. */
  final boolean isEnding() {
    return endedAt != 0;
  }

  /** Looks after its deadlines. */
  final void sweep(long now) {
    if (writer.isStalled(now, TimeUnit.MILLISECONDS.toNanos(limits.writeMillis()))) {
      abort(stalled());
    } else if (isStuck(now)) {
      getEndPoint().close(); // its client does not end its half
    } else {
      outbox.rest();
      onTick(now);
    }
  }

  /** What counts one whose client takes nothing. */
  Counter stalled() {
    return Counter.SLOW_READERS_CLOSED;
  }

  /** Whether all has been said, and its client does not end its half. */
  boolean isStuck(long now) {
    return endedAt != 0
        && isDrained()
        && now - endedAt >= TimeUnit.MILLISECONDS.toNanos(limits.closeMillis());
  }

  /** About twice a second. */
  abstract void onTick(long now);

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    leave();
  }

  private void leave() {
    if (over.compareAndSet(false, true)) {
      outbox.discard();
      writer.discard();
      all.remove(this);
      if (stay != null) {
        stay.end(id, OptionalInt.empty(), 0, writer.sent());
      }
      onEnd();
    }
  }

  /** The transport has ended; called once. */
  abstract void onEnd();
}
