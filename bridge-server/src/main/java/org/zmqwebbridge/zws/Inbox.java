package org.zmqwebbridge.zws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.zmqwebbridge.gateway.Charge;

/**
 * What a client has sent and its socket does not take yet: it has no seat, no credit, or too many
 * requests in flight. While there is any, the client is not read from; what had been read already
 * waits here, in order.
 *
 * <p>Owner thread: none; its own lock, under which the socket is handed messages and only queues
 * them.
 */
final class Inbox {
  /** Who takes messages. */
  interface Taker {
    /** Whether {@link #take} may be called now, once. */
    boolean tryBegin();

    /**
     * Takes a message; only queues it.
     *
     * @param parts at least one
     * @param charge what it has taken of the connection's budget; the one that gets it ends it
     */
    void take(List<byte[]> parts, Charge charge);
  }

  /**
   * A message.
   *
   * @param bytes what it counts for
   * @param charge what it has taken of the connection's budget
   */
  record Message(List<byte[]> parts, int bytes, Charge charge) {}

  private final long maxBytes;
  private final Runnable onRoom;
  private final Deque<Message> held = new ArrayDeque<>(0);
  private Taker socket; // null until it has a seat
  private Runnable whenEmpty; // null unless its client has left
  private long bytes;
  private boolean passing;
  private boolean ended;
  private volatile boolean waiting;

  /**
   * @param maxBytes held at once
   * @param onRoom runs when it may have ended to wait
   */
  Inbox(long maxBytes, Runnable onRoom) {
    this.maxBytes = maxBytes;
    this.onRoom = onRoom;
  }

  /** From now on, what comes is for a socket that has no seat yet. */
  void begin() {
    waiting = true;
  }

  /** Whether something waits, so that no more should be read. */
  boolean isWaiting() {
    return waiting;
  }

  /**
   * A message has come; it goes to the socket at once where that takes it.
   *
   * @return false: too much waits, and it is dropped
   */
  synchronized boolean put(Message message) {
    boolean isTooMuch = bytes > maxBytes;
    if (ended || isTooMuch) {
      message.charge().end();
      return ended;
    }
    held.add(message);
    bytes += message.bytes();
    pass();
    return true;
  }

  /** The socket has its seat. */
  void open(Taker seated) {
    synchronized (this) {
      socket = seated;
    }
    goOn();
  }

  /** The socket may take more. */
  void goOn() {
    Runnable last;
    synchronized (this) {
      pass();
      last = socket != null && held.isEmpty() ? whenEmpty : null;
    }
    if (last != null) {
      last.run();
    }
    if (!waiting) {
      onRoom.run();
    }
  }

  /** Not within itself: a message that is taken may fail at once, and that makes room. */
  private void pass() {
    if (passing || socket == null) {
      return;
    }
    passing = true;
    while (!held.isEmpty() && (socket.tryBegin() || whenEmpty != null)) {
      Message next = held.poll();
      bytes -= next.bytes();
      socket.take(next.parts(), next.charge());
    }
    passing = false;
    waiting = !held.isEmpty();
  }

  /**
   * Its client has left: what it has sent still goes on, and asks for no credit any more.
   *
   * @param after runs when all has
   * @return false: nothing is left, and it does not run
   */
  synchronized boolean endAfterHeld(Runnable after) {
    if (held.isEmpty() || ended) {
      return false;
    }
    whenEmpty = after;
    pass();
    return !held.isEmpty(); // it has no seat yet
  }

  /** Nothing is passed on any more. */
  synchronized void end() {
    ended = true;
    whenEmpty = null;
    held.forEach(message -> message.charge().end());
    held.clear();
    bytes = 0;
  }
}
