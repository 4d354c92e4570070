package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.observe.Counter;

/**
 * What the client of one {@link JettyWire} sends, on its way to the handler: read as it is wanted,
 * otherwise it waits, at most a buffer of it here and the rest in the network. The transport is
 * looked at while nothing waits here, so that it is seen when the client leaves.
 *
 * <p>Owner thread: the one that has the turn; {@link #fail} and {@link #look} are for any thread.
 */
final class WireInput {
  private static final int FILLS_PER_TURN = 4;

  private final JettyWire wire;
  private final OpenWires wires;
  private final WireBytes bytes;
  private final WireRequests requests;
  private final Turns turns;
  private final AtomicReference<WireRefusal> fault = new AtomicReference<>(); // of the request
  private final AtomicBoolean arrived = new AtomicBoolean();
  private boolean interested;
  private boolean fillable;

  WireInput(JettyWire wire, OpenWires wires, ParsedRequest first, RequestHead head) {
    this.wire = wire;
    this.wires = wires;
    this.bytes = new WireBytes(wire.getEndPoint(), wires.registry().incoming());
    this.requests = new WireRequests(wire, wires, bytes, first, head);
    this.turns = new Turns(wires.registry().executor(), this::turn);
  }

  WireRequests requests() {
    return requests;
  }

  // Who asks for a turn

  /** What came after the first request's head. */
  void begin(ByteBuffer early) {
    bytes.begin(early);
  }

  /** The transport is there. */
  void open() {
    turns.here();
  }

  /** The transport has something. */
  void onFillable() {
    arrived.set(true);
    turns.here();
  }

  /** Something has changed. */
  void look() {
    turns.soon();
  }

  /** The request that is under way ends so. */
  void fail(WireRefusal why) {
    fault.set(why);
    turns.soon();
  }

  // A turn

  private void turn() {
    try {
      advance();
    } catch (RuntimeException bug) {
      wire.onBug(bug);
    }
  }

  private void advance() {
    if (arrived.getAndSet(false)) {
      interested = false;
      fillable = true;
    }
    if (!wire.isGone()) {
      requests.open();
    }
    int fills = FILLS_PER_TURN;
    do {
      settle();
    } while (readOn() || (fills-- > 0 && fill()));
    rest();
  }

  /** Draws the conclusions of what others have said and done. */
  private void settle() {
    WireRefusal failed = fault.getAndSet(null);
    if (failed != null && !wire.hasEnded()) {
      requests.refuseCurrent(failed);
    }
    if (wire.isGone()) {
      requests.sayGone();
    }
    if (!wire.hasEnded() && wire.answers().isIdle()) {
      requests.onIdle();
    }
  }

  /** Reads one thing of what is there; returns whether there may be more to do. */
  private boolean readOn() {
    if (requests.isDeaf()) {
      bytes.drop();
      return false;
    }
    return requests.isReading() && !wire.mustWait() && requests.readOn();
  }

  private boolean fill() {
    if (!fillable || !bytes.isEmpty()) {
      return false;
    }
    try {
      int filled = bytes.fill();
      if (filled < 0) {
        wire.getEndPoint().close();
      }
      fillable = filled > 0;
    } catch (IOException broken) {
      wire.getEndPoint().close(broken);
      fillable = false;
    }
    return fillable;
  }

  /** Waits for the next turn. */
  private void rest() {
    if (!bytes.keep()) {
      wires.counters().increment(Counter.BODIES_OVERLOADED);
      wire.abort();
      return;
    }
    wire.awaitHead(requests.isAwaitingHead());
    if (bytes.isEmpty() && !interested && wire.getEndPoint().isOpen()) {
      interested = true;
      wire.fillInterested();
    }
  }
}
