package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * A request on its way to a service, until its one outcome.
 *
 * <p>Owner thread: the loop's.
 */
final class PendingRequest {
  private static final int NOT_SENT = -1;

  private final CallerSeat seat;
  private final int id;
  private final Charge charge;
  private final byte[] route;
  private final long began;
  private final long deadline;
  private List<byte[]> parts; // null once it is sent or has ended
  private int sentPeriod = NOT_SENT;
  private AskedService service; // null until it is sent
  private boolean ended;
  private Inspector.Begun seen; // null: nobody looks at it

  /**
   * @param id what its caller calls it
   * @param began when it came, in the loop's time, as its deadline
   */
  PendingRequest(
      CallerSeat seat,
      int id,
      List<byte[]> parts,
      Charge charge,
      byte[] route,
      long began,
      long deadline) {
    this.seat = seat;
    this.id = id;
    this.parts = parts;
    this.charge = charge;
    this.route = route;
    this.began = began;
    this.deadline = deadline;
  }

  CallerSeat seat() {
    return seat;
  }

  /** What its caller calls it. */
  int id() {
    return id;
  }

  List<byte[]> parts() {
    return parts;
  }

  byte[] route() {
    return route;
  }

  boolean isOverdue(long now) {
    return now - deadline >= 0;
  }

  /** Since it came. */
  long nanosTaken(long now) {
    return now - began;
  }

  /** It is sent to this service. */
  void goesTo(AskedService taker) {
    service = taker;
  }

  /** Whether it was sent to this service. */
  @SuppressWarnings("ReferenceEquality") // each is known by its identity
  boolean isWith(AskedService asked) {
    return service == asked;
  }

  /** It has been sent, in this period of {@link FairQueue}. */
  void markSent(int period) {
    sentPeriod = period;
    parts = null;
  }

  int sentPeriod() {
    return sentPeriod;
  }

  boolean isSent() {
    return sentPeriod != NOT_SENT;
  }

  /** Somebody looks at it, or nobody ({@code null}). */
  void seen(Inspector.Begun begun) {
    seen = begun;
  }

  Inspector.Begun seen() {
    return seen;
  }

  /** It has had its outcome, and frees what it took of its connection's budget. */
  void end() {
    ended = true;
    parts = null;
    charge.end();
  }

  boolean hasEnded() {
    return ended;
  }
}
