package org.zmqwebbridge.zmq;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * The one connection of a socket that connects, as JeroMQ's events tell of it.
 *
 * <p>Owner thread: JeroMQ's I/O thread writes, in the methods called {@code on…}; any may read.
 */
final class Link {
  /** JeroMQ says at once that it will connect again; after a violation of the protocol, never. */
  private static final long GIVEN_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** To open a connection may take so long, at least; and so may what JeroMQ owes us a word on. */
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private enum State {
    /** Pauses before it tries again. */
    WAITS,
    /** Has asked for a TCP connection. */
    CONNECTS,
    /** Has a TCP connection, and nothing from the peer yet. */
    SHAKES_HANDS,
    /** Has the peer's greeting; what follows shows whether either is who it should be. */
    PROVES,
    /** Has the peer's greeting, and proofs where they are demanded. */
    STANDS,
    /** Has ended. */
    BROKEN
  }

  /** How a connection ended. */
  enum End {
    /** It had stood. */
    LOST,
    /** Its peer had not greeted, or not by the mechanism that was expected. */
    STALLED,
    /** One side did not trust the other. */
    UNTRUSTED
  }

  private record Phase(State state, long since) {}

  private final LongSupplier nanoClock;
  private final long handshakeNanos;
  private final Counters counters;
  private final boolean demandsProof;
  private final AtomicInteger losses = new AtomicInteger();
  private volatile End lastEnd = End.STALLED;
  private volatile Phase phase;

  /**
   * @param handshakeMillis how long opening it, or shaking hands, may take
   * @param demandsProof whether there is more to a handshake than greetings
   */
  Link(LongSupplier nanoClock, int handshakeMillis, boolean demandsProof, Counters counters) {
    this.nanoClock = nanoClock;
    this.handshakeNanos = TimeUnit.MILLISECONDS.toNanos(handshakeMillis);
    this.demandsProof = demandsProof;
    this.counters = counters;
    enter(State.CONNECTS);
  }

  private void enter(State state) {
    phase = new Phase(state, nanoClock.getAsLong());
  }

  void onConnecting() {
    enter(State.CONNECTS);
  }

  void onWaiting() {
    enter(State.WAITS);
  }

  void onConnected() {
    enter(State.SHAKES_HANDS);
  }

  void onGreeting() {
    if (demandsProof) {
      enter(State.PROVES);
    } else {
      onProved();
    }
  }

  void onProved() {
    counters.increment(Counter.PEERS_CONNECTED);
    enter(State.STANDS);
  }

  /** The peer has said that it does not trust us, or we do not trust it. */
  void onRefused() {
    enter(State.PROVES); // in vain: the end follows
  }

  void onDisconnected() {
    boolean untrusted = phase.state() == State.PROVES;
    End end = untrusted ? End.UNTRUSTED : stands() ? End.LOST : End.STALLED;
    lastEnd = end;
    enter(State.BROKEN);
    losses.incrementAndGet();
    counters.increment(
        switch (end) {
          case LOST -> Counter.PEERS_LOST;
          case STALLED -> Counter.HANDSHAKES_STALLED;
          case UNTRUSTED -> Counter.HANDSHAKES_UNTRUSTED;
        });
  }

  /** Whether the peer is there. */
  boolean stands() {
    return phase.state() == State.STANDS;
  }

  /** How often it has broken. */
  int losses() {
    return losses.get();
  }

  /** How it broke, where it has. */
  End lastEnd() {
    return lastEnd;
  }

  /** How long it has waited for its handshake, in nanoseconds; -1: it does not. */
  long handshakeTakes(long now) {
    Phase current = phase;
    return isShaking(current.state()) ? now - current.since() : -1;
  }

  private static boolean isShaking(State state) {
    return state == State.SHAKES_HANDS || state == State.PROVES;
  }

  /** Whether JeroMQ has given it up: it does not even say that it will try again. */
  boolean isGivenUp(long now) {
    Phase current = phase;
    return current.state() == State.BROKEN && now - current.since() >= GIVEN_UP_NANOS;
  }

  /**
   * Whether nothing has come of the present attempt for too long. The system asks for a connection
   * again after 1, 2, 4, … up to 64 seconds where nobody answers; a new attempt asks at once.
   */
  boolean isOverdue(long now) {
    Phase current = phase;
    long limit =
        switch (current.state()) {
          case STANDS, BROKEN -> Long.MAX_VALUE;
          case WAITS, CONNECTS -> Math.max(ANSWER_NANOS, handshakeNanos);
          case SHAKES_HANDS, PROVES -> ANSWER_NANOS + handshakeNanos;
        };
    return now - current.since() >= limit;
  }
}
