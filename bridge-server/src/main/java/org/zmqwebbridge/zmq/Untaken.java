package org.zmqwebbridge.zmq;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What has come to one socket under CURVE and its loop has not taken, in bytes. JeroMQ cannot hold
 * such peers back: at a receive mark it loses a frame and passes on the encrypted one.
 *
 * <p>By which connection a frame came cannot be told once it is decrypted. So a connection is held
 * to the lesser of what all have waiting, and what it has sent since the loop had last taken
 * everything.
 *
 * <p>Owner thread: JeroMQ's I/O threads for {@link #came}, {@link #mayCome}, {@link #mayBegin} and
 * {@link #emptied}; the loop's for the rest. Lifetime: its socket's.
 */
final class Untaken {
  /** What JeroMQ keeps beside the bytes of a frame, about. */
  private static final int FRAME_BYTES = 95;

  private final long limit;
  private volatile long limitOfAll;
  private final AtomicLong came = new AtomicLong();
  private volatile long taken; // written by the loop
  private volatile int emptied; // written by the loop
  private int timesEmptied; // the loop's
  private long cameBeforeTurn; // the loop's
  private long cameBeforeEmptied; // the loop's

  /**
   * @param limit of one connection, in bytes
   * @param connections how many there may be: where so many times as much waits, no other begins
   */
  Untaken(long limit, int connections) {
    this.limit = limit;
    this.limitOfAll = limit * connections;
  }

  /** From now on, there may be so many connections. */
  void limitTo(int connections) {
    limitOfAll = limit * connections;
  }

  /**
   * A frame is whole; returns what it counts.
   *
   * @param bytes of the frame, encrypted
   */
  long came(int bytes) {
    long cost = (long) bytes + FRAME_BYTES;
    came.addAndGet(cost);
    return cost;
  }

  /**
   * Whether a connection may send one more frame.
   *
   * @param share what the connection has sent since {@link #emptied} changed
   */
  boolean mayCome(long share) {
    return Math.min(waiting(), share) <= limit;
  }

  /** Whether one more connection may begin: what others have left here when they ended counts. */
  boolean mayBegin() {
    return waiting() <= limitOfAll;
  }

  private long waiting() {
    return came.get() - taken;
  }

  /** How often the loop has taken everything. */
  int emptied() {
    return emptied;
  }

  /** The loop begins to take frames. */
  void beginTurn() {
    cameBeforeTurn = came.get();
  }

  /** The loop has taken a frame of so many bytes. */
  void onTaken(int bytes) {
    long all = came.get();
    if (all != taken) { // else nothing is counted, as in clear
      taken = Math.min(all, taken + bytes + CurveClient.MESSAGE_OVERHEAD_BYTES + FRAME_BYTES);
    }
  }

  /**
   * Nothing waits any more: whatever had come when the turn began was taken, or went no further
   * than JeroMQ, as commands do and publications that nobody has subscribed to.
   */
  void onEmptied() {
    if (cameBeforeTurn != cameBeforeEmptied) {
      cameBeforeEmptied = cameBeforeTurn;
      taken = Math.max(taken, cameBeforeTurn);
      timesEmptied++;
      emptied = timesEmptied;
    }
  }
}
