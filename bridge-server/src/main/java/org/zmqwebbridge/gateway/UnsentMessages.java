package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The messages of pages that are to be sent to one endpoint's services, in turns between the
 * connections; of one connection in order. Anyone who sends many waits for itself only.
 *
 * <p>Owner thread: the loop's.
 */
final class UnsentMessages {
  /** One connection's messages. */
  static final class Lane {
    private final long connection;
    private final Deque<UnsentMessage> waiting = new ArrayDeque<>(2);
    private int members;
    private boolean queued; // its turn comes

    private Lane(long connection) {
      this.connection = connection;
    }

    /** How many sockets its connection has here. */
    int members() {
      return members;
    }
  }

  private final Map<Long, Lane> lanes = new HashMap<>();
  private final Deque<Lane> turns = new ArrayDeque<>();
  private int size;

  /** The lane of a connection, for one more of its messengers. */
  Lane join(long connection) {
    Lane lane = lanes.computeIfAbsent(connection, Lane::new);
    lane.members++;
    return lane;
  }

  /** A messenger has left; what it has sent goes on. */
  void leave(Lane lane) {
    lane.members--;
    if (lane.members == 0) {
      lanes.remove(lane.connection, lane);
    }
  }

  /** Takes a message in; {@link #send} sends it. */
  void add(Lane lane, UnsentMessage message) {
    lane.waiting.add(message);
    size++;
    if (!lane.queued) {
      lane.queued = true;
      turns.add(lane);
    }
  }

  /**
   * Sends what may be sent.
   *
   * @param sender sends one, or refuses to take any more for now
   * @return whether the sender refused
   */
  boolean send(Predicate<UnsentMessage> sender) {
    for (Lane lane = turns.peek(); lane != null; lane = turns.peek()) {
      UnsentMessage next = lane.waiting.peek();
      if (next != null) {
        if (!sender.test(next)) {
          return true;
        }
        lane.waiting.remove();
        size--;
      }
      turns.remove();
      lane.queued = !lane.waiting.isEmpty();
      if (lane.queued) {
        turns.add(lane);
      }
    }
    return false;
  }

  /** Takes those out that match; what becomes of them is the caller's to say. */
  List<UnsentMessage> takeIf(Predicate<UnsentMessage> which) {
    List<UnsentMessage> taken = new ArrayList<>();
    for (Lane lane : turns) { // all that have anything
      for (Iterator<UnsentMessage> each = lane.waiting.iterator(); each.hasNext(); ) {
        UnsentMessage message = each.next();
        if (which.test(message)) {
          each.remove();
          size--;
          taken.add(message);
        }
      }
    }
    return taken;
  }

  /** How many wait. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
