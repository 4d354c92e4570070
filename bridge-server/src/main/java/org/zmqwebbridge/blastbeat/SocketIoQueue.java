package org.zmqwebbridge.blastbeat;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.blastbeat.wire.SocketIoPayload;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * Packets of one session that wait for its client to poll.
 *
 * <p>Owner thread: the loop's. Lifetime: its session's, and until the last of them was told.
 */
final class SocketIoQueue {
  private static final int PACKET_BYTES = 64; // what one takes besides its text

  private final ByteBudget budget;
  private final List<String> waiting = new ArrayList<>(4);
  private long bytes;

  SocketIoQueue(ByteBudget budget) {
    this.budget = budget;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** One more waits; false: there is no room for it. */
  boolean add(String packet, long maxBytes) {
    long cost = PACKET_BYTES + (long) packet.length();
    if (bytes + cost > maxBytes || !budget.tryTake(cost)) {
      return false;
    }
    waiting.add(packet);
    bytes += cost;
    return true;
  }

  /** The last one, for which there is always room. */
  void addLast(String packet) {
    long cost = PACKET_BYTES + (long) packet.length();
    budget.take(cost);
    waiting.add(packet);
    bytes += cost;
  }

  /** All of them, and none waits any more. */
  List<String> takeAll() {
    List<String> all = List.copyOf(waiting);
    clear();
    return all;
  }

  /** The same as they are sent together. */
  String take() {
    return SocketIoPayload.of(takeAll());
  }

  void clear() {
    waiting.clear();
    budget.give(bytes);
    bytes = 0;
  }
}
