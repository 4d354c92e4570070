package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * A ZeroMQ peer's request that a responder has in hand.
 *
 * <p>Owner thread: the loop's.
 */
final class PendingAsk {
  private final ResponderSeat seat;
  private final PageRequest request;
  private final long kept;
  private final long began;
  private final long deadline;
  private final int id;

  /**
   * @param seat who was asked; only that one may answer
   * @param request what was asked, without its body unless that is kept
   * @param kept what it takes to keep the body, in bytes; 0: it is not kept
   * @param began when it was handed over, in {@link org.zmqwebbridge.zmq.ZmqLoop#nanoTime} time
   */
  PendingAsk(ResponderSeat seat, PageRequest request, long kept, long began, long deadline) {
    this.seat = seat;
    this.request = request;
    this.kept = kept;
    this.began = began;
    this.deadline = deadline;
    this.id = seat.take(this);
  }

  ResponderSeat seat() {
    return seat;
  }

  /** The frames before the body, which bring the answer back. */
  List<byte[]> envelope() {
    return request.envelope();
  }

  /** What was asked. */
  PageRequest request() {
    return request;
  }

  /** What it takes to keep its body, in bytes; 0 if that is not kept. */
  long kept() {
    return kept;
  }

  /** What its responder knows it by. */
  int id() {
    return id;
  }

  long deadline() {
    return deadline;
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

  /** The same, and its responder is told, which may still be at it. */
  void cancel() {
    end();
    seat.member().cancelled(id);
  }
}
