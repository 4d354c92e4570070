package org.zmqwebbridge.edge.outgoing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.zmqwebbridge.edge.Receiver;

/**
 * What one browser has not got of what was meant for it: how many messages each receiver has lost,
 * and which receivers have ended rather than lose one.
 *
 * <p>Owner thread: the one that holds its {@link Outbox}'s lock. There is none before something is
 * lost.
 */
final class Losses {
  private final IdentityHashMap<Receiver, Long> dropped = new IdentityHashMap<>(2);
  private Set<Receiver> ended; // alone, until they are forgotten; or null
  private List<Receiver> untold; // of these, whom nobody has told; or null

  /** So many of a receiver are lost. */
  void add(Receiver receiver, long count) {
    dropped.merge(receiver, count, Long::sum);
  }

  /** How many of a receiver were lost since the last call. */
  long take(Receiver receiver) {
    Long count = dropped.remove(receiver);
    return count == null ? 0 : count;
  }

  /** A receiver ends rather than lose something, and is to be told. */
  void end(Receiver receiver) {
    ended = ended == null ? Collections.newSetFromMap(new IdentityHashMap<>(2)) : ended;
    untold = untold == null ? new ArrayList<>(1) : untold;
    ended.add(receiver);
    untold.add(receiver);
  }

  boolean hasEnded(Receiver receiver) {
    return ended != null && ended.contains(receiver);
  }

  /** Those that have ended and were not told: each once. */
  List<Receiver> takeUntold() {
    List<Receiver> taken = untold == null ? List.of() : untold;
    untold = null;
    return taken;
  }

  /** A receiver is no more. */
  void forget(Receiver receiver) {
    dropped.remove(receiver);
    if (ended != null) {
      ended.remove(receiver);
    }
  }
}
