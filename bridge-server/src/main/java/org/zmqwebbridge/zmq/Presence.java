package org.zmqwebbridge.zmq;

/**
 * How many peers of a bound socket have shaken hands and are still there. JeroMQ does not say which
 * connection has just done so, only that one has; so it counts until it is named by its first
 * frame. Of those that have no name yet there are never more than there are connections without
 * one. (With CURVE, the list is asked when the peer's last command has come: who is not on it
 * counts for the moment until that is answered.)
 *
 * <p>Owner thread: JeroMQ's I/O thread writes; any may read.
 */
final class Presence {
  private int named;
  private int nameless;
  private volatile int all;
  private volatile int changes;

  void onProved() {
    nameless++;
    changed();
  }

  /** One of those that were counted is known now. */
  void onNamed() {
    named++;
    nameless = Math.max(0, nameless - 1);
    update();
  }

  void onNamedLeft() {
    named--;
    changed();
  }

  /**
   * A connection has ended that nobody knew.
   *
   * @param left how many of that kind there are still
   */
  void onNamelessLeft(int left) {
    nameless = Math.min(nameless, left);
    update();
  }

  private void update() {
    if (named + nameless != all) {
      changed();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void changed() {
    all = named + nameless;
    changes++;
  }

  /** How many there are. */
  int all() {
    return all;
  }

  /** Grows whenever one comes or goes. */
  int changes() {
    return changes;
  }
}
