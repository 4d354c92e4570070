package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of something that many may end: anyone who is first says how, and the one that has the
 * turn does it.
 *
 * <p>Owner thread: none, but for {@link #run}: the one that has the turn.
 */
final class Ending {
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Runnable onSaid;
  private volatile Runnable last; // what is left to do; or null

  /**
   * @param onSaid is called when there is something to do
   */
  Ending(Runnable onSaid) {
    this.onSaid = onSaid;
  }

  /** Begins; whether nobody had. */
  boolean begin() {
    return begun.compareAndSet(false, true);
  }

  boolean hasBegun() {
    return begun.get();
  }

  /** The same, and says how. */
  boolean begin(Runnable how) {
    boolean first = begin();
    if (first) {
      by(how);
    }
    return first;
  }

  /** How, as the first says. */
  void by(Runnable how) {
    last = how;
    onSaid.run();
  }

  /** Does what is left to do; whether there was something. */
  boolean run() {
    Runnable how = last;
    if (how == null) {
      return false;
    }
    last = null;
    how.run();
    return true;
  }
}
