package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.io.EndPoint;

/**
 * Turns that are taken by the thread that reads from a connection, wherever there is one: many who
 * ask wake it once, and what they have asked for is done before it reads again.
 *
 * <p>Owner thread: none.
 */
final class ReadingTurns {
  private final Turns turns;
  private final Runnable turn;
  private final SelectedEndPoint selected; // null: anyone who asks has the turn
  private volatile Thread turning; // who has it; or null

  /**
   * @param turn must not throw
   */
  ReadingTurns(EndPoint endPoint, Runnable turn) {
    this.turns = new Turns(Runnable::run, this::run);
    this.turn = turn;
    this.selected = SelectedEndPoint.below(endPoint).orElse(null);
  }

  private void run() {
    turning = Thread.currentThread();
    try {
      turn.run();
    } finally {
      turning = null;
    }
  }

  /** Asks; this thread may do it. */
  void here() {
    turns.here();
  }

  /** Asks; where it is in a turn that this is said, another follows. */
  void again() {
    if (turning == Thread.currentThread()) {
      turns.here();
    } else {
      soon();
    }
  }

  /** Asks; nothing happens if it is in a turn that this is said, which looks anyway. */
  void soon() {
    if (turning == Thread.currentThread()) {
      return;
    }
    if (selected == null) {
      turns.here();
    } else {
      selected.later(turns::here);
    }
  }
}
