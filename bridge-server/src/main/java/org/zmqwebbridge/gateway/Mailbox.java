package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What has come for one messenger that does not take it yet.
 *
 * <p>Owner thread: the loop's, with its {@link DealerGateway}.
 */
final class Mailbox {
  /** What a message and each of its parts take of the heap besides their bytes. */
  private static final int OVERHEAD_BYTES = 64;

  private final MessengerSeat seat;
  private final Deque<List<byte[]>> waiting = new ArrayDeque<>(0);
  private long bytes;
  private long missed; // that were not kept

  Mailbox(MessengerSeat seat) {
    this.seat = seat;
  }

  /** Whose it is. */
  MessengerSeat seat() {
    return seat;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /** What it takes to keep a message, in bytes. */
  static long cost(List<byte[]> parts) {
    long cost = OVERHEAD_BYTES;
    for (byte[] part : parts) {
      cost += OVERHEAD_BYTES + part.length;
    }
    return cost;
  }

  /** What all takes that waits, in bytes. */
  long bytes() {
    return bytes;
  }

  /** Keeps a message; what that takes. */
  long add(List<byte[]> parts) {
    long cost = cost(parts);
    waiting.add(parts);
    bytes += cost;
    return cost;
  }

  /** The oldest, which waits no more. */
  List<byte[]> take() {
    List<byte[]> parts = waiting.remove();
    bytes -= cost(parts);
    return parts;
  }

  /** A message was not kept. */
  void miss() {
    missed++;
  }

  /** How many were not kept since {@link #takeMissed}. */
  long missed() {
    return missed;
  }

  long takeMissed() {
    long told = missed;
    missed = 0;
    return told;
  }
}
