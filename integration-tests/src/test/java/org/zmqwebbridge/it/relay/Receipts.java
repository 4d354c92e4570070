package org.zmqwebbridge.it.relay;

import java.util.BitSet;

/**
 * Which of a publisher's messages were acknowledged, by serial numbers.
 *
 * <p>Owner thread: none: its lock.
 */
final class Receipts {
  final int number;
  private final BitSet acknowledged = new BitSet();
  private int last = -1;

  /**
   * @param number the publisher's
   */
  Receipts(int number) {
    this.number = number;
  }

  synchronized void add(int serial) {
    acknowledged.set(serial);
  }

  synchronized boolean has(int serial) {
    return acknowledged.get(serial);
  }

  /** There is none after this one. */
  synchronized void end(int serial) {
    last = serial;
  }

  /** The last there is; -1: that is not known yet. */
  synchronized int last() {
    return last;
  }
}
