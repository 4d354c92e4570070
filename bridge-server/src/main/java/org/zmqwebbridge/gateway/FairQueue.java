package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;

/**
 * The requests that are to be sent to one service, in turns between the connections; and while
 * several use the service, none has more than its fair share there, or its requests would fill the
 * service's own queue, in which there are no turns.
 *
 * <p>The share is what the service has lately answered in two milliseconds, so that a fast service
 * is kept busy and nobody waits much longer than that for one other; but it is never less than the
 * limit's few. A request that the service has kept for more than a period or two does not count any
 * more: a service that answers late works on many at once. So nobody waits long for somebody else's
 * slow requests, nor for its own.
 *
 * <p>Owner thread: the loop's.
 */
final class FairQueue {
  /**
   * A connection is one of several while something of it waits, and for so many periods after its
   * latest request.
   */
  private static final int ACTIVE_PERIODS = 10;

  /** A period is a tenth of a second; a fiftieth of it is two milliseconds. */
  private static final int SHARES_PER_PERIOD = 50;

  private int leastShare;
  private final Tally counters;
  private final Map<Long, Lane> lanes = new HashMap<>();
  private final Queue<Lane> turns = new ArrayDeque<>();
  private final Set<Lane> blocked = new LinkedHashSet<>();
  private int active; // lanes
  private int period;
  private int answered; // in this period
  private int share;
  private int waiting; // requests that have not been sent

  /**
   * @param leastShare how many of one connection's requests may always be with the service while
   *     others use it
   */
  FairQueue(int leastShare, Tally counters) {
    this.leastShare = leastShare;
    this.share = leastShare;
    this.counters = counters;
  }

  /** From now on, so many of one connection may always be with the service. */
  void leastShare(int requests) {
    leastShare = requests;
    share = Math.max(share, requests);
  }

  /** The lane of a connection, for one more of its callers. */
  Lane join(long connection) {
    Lane lane = lanes.computeIfAbsent(connection, newcomer -> new Lane());
    lane.members++;
    return lane;
  }

  /** A caller has left; its requests have ended. */
  void leave(long connection, Lane lane) {
    lane.members--;
    if (lane.members == 0) {
      lanes.remove(connection);
      active -= lane.active ? 1 : 0;
      lane.active = false;
      blocked.remove(lane);
    }
  }

  /** Takes a request in; {@link #send} sends it. */
  void add(PendingRequest request) {
    Lane lane = request.seat().lane();
    lane.add(request);
    waiting++;
    lane.lastAsked = period;
    if (!lane.active) {
      lane.active = true;
      active++;
    }
    if (lane.state == Lane.State.IDLE) {
      queue(lane);
    }
  }

  private void queue(Lane lane) {
    lane.state = Lane.State.QUEUED;
    turns.add(lane);
  }

  /**
   * Sends what may be sent.
   *
   * @param sender sends one, or refuses to take any more for now
   * @return whether the sender refused
   */
  boolean send(Predicate<PendingRequest> sender) {
    for (Lane lane = turns.peek(); lane != null; lane = turns.peek()) {
      PendingRequest next = lane.peek();
      if (next != null && mayGo(lane)) {
        if (!sender.test(next)) {
          return true;
        }
        lane.removeSent(period);
        waiting--;
      }
      turns.remove();
      settle(lane);
    }
    return false;
  }

  private void settle(Lane lane) {
    if (lane.peek() == null) {
      lane.state = Lane.State.IDLE;
    } else if (mayGo(lane)) {
      turns.add(lane);
    } else {
      lane.state = Lane.State.BLOCKED;
      blocked.add(lane);
      counters.increment(Counter.REQUESTS_DEFERRED);
    }
  }

  private boolean mayGo(Lane lane) {
    return active <= 1 || lane.underWay(period) < share;
  }

  /** A request has had its outcome. */
  void ended(PendingRequest request) {
    Lane lane = request.seat().lane();
    lane.ended(request, period);
    answered += request.isSent() ? 1 : 0;
    waiting -= request.isSent() ? 0 : 1;
    if (lane.state == Lane.State.BLOCKED && mayGo(lane)) {
      blocked.remove(lane);
      queue(lane);
    }
  }

  /** About ten times a second: what was sent long ago counts no more. */
  void nextPeriod() {
    period++;
    share = Math.max(leastShare, answered / SHARES_PER_PERIOD);
    answered = 0;
    if (period % ACTIVE_PERIODS == 0) {
      countActive();
    }
    List<Lane> free = new ArrayList<>(blocked);
    free.removeIf(lane -> !mayGo(lane));
    free.forEach(this::queue);
    blocked.removeAll(free);
  }

  private void countActive() {
    active = 0;
    for (Lane lane : lanes.values()) {
      boolean lately = period - lane.lastAsked <= ACTIVE_PERIODS;
      lane.active = lane.active && (lately || lane.peek() != null);
      active += lane.active ? 1 : 0;
    }
  }

  /** How many requests have not been sent yet. */
  int size() {
    return waiting;
  }

  /** Whether nothing waits that could be sent now. */
  boolean isEmpty() {
    while (!turns.isEmpty() && turns.peek().peek() == null) {
      turns.remove().state = Lane.State.IDLE;
    }
    return turns.isEmpty();
  }
}
