package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * A ZeroMQ peer's request that a responder has in hand.
 *
 * <p>Owner thread: the loop's.
 */
final class PendingAsk {
  private final ResponderSeat seat;
  private final List<byte[]> envelope;
  private final long began;
  private final long deadline;
  private final int id;

  /**
   * @param seat who was asked; only that one may answer
   * @param envelope the frames before the body, which bring the answer back
   * @param began when it was handed over, in {@link org.zmqwebbridge.zmq.ZmqLoop#nanoTime} time
   */
  PendingAsk(ResponderSeat seat, List<byte[]> envelope, long began, long deadline) {
    this.seat = seat;
    this.envelope = envelope;
    this.began = began;
    this.deadline = deadline;
    this.id = seat.take(this);
  }

  ResponderSeat seat() {
    return seat;
  }

  List<byte[]> envelope() {
    return envelope;
  }

  /** What its responder knows it by. */
  int id() {
    return id;
  }

  boolean isOverdue(long now) {
    return now - deadline >= 0;
  }

  /** Since it was handed over. */
  long nanosTaken(long now) {
    return now - began;
  }

  /** Whatever its responder answers is too late. */
  void end() {
    seat.release(id);
  }
}
