package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One connection's requests at one endpoint: those that wait for their turn, and how many of the
 * others have been with the service for a short time only.
 *
 * <p>Owner thread: the loop's; {@link FairQueue} changes it.
 */
final class Lane {
  /** Where a lane with waiting requests stands. */
  enum State {
    /** Nothing waits. */
    IDLE,
    /** Its turn comes. */
    QUEUED,
    /** It has its fair share with the service; its turn comes when one of those ends. */
    BLOCKED
  }

  State state = State.IDLE;
  boolean active; // has asked something lately
  int lastAsked; // the period of its latest request
  int members; // the connection's callers at this endpoint

  private final Queue<PendingRequest> waiting = new ArrayDeque<>(2);
  private int period;
  private int sentNow; // in this period, and not ended
  private int sentBefore; // in the period before, and not ended

  void add(PendingRequest request) {
    waiting.add(request);
  }

  /** The next request that still waits for an outcome; {@code null} if there is none. */
  PendingRequest peek() {
    while (!waiting.isEmpty() && waiting.peek().hasEnded()) {
      waiting.remove();
    }
    return waiting.peek();
  }

  void removeSent(int now) {
    waiting.remove().markSent(now);
    roll(now);
    sentNow++;
  }

  void ended(PendingRequest request, int now) {
    roll(now);
    if (request.isSent()) {
      int age = now - request.sentPeriod();
      sentNow -= age == 0 ? 1 : 0;
      sentBefore -= age == 1 ? 1 : 0;
    }
  }

  /** How many are with the service since this period or the one before. */
  int underWay(int now) {
    roll(now);
    return sentNow + sentBefore;
  }

  private void roll(int now) {
    if (now != period) {
      sentBefore = now - period == 1 ? sentNow : 0;
      sentNow = 0;
      period = now;
    }
  }
}
