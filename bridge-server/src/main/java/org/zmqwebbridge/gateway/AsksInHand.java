package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The asks that the responders of one endpoint have in hand. Those that may go to another one keep
 * their bodies, as far as there is room.
 *
 * <p>Owner thread: the loop's, with its {@link Asks}.
 */
final class AsksInHand {
  private final Set<PendingAsk> all = new LinkedHashSet<>(); // oldest first
  private long keptBytes;

  /**
   * A responder takes an ask in hand.
   *
   * @param maxKeptBytes what the bodies of all of them may take, with what it takes to keep them;
   *     0: none is kept
   */
  PendingAsk add(
      ResponderSeat seat, PageRequest request, long maxKeptBytes, long now, long deadline) {
    long cost = request.cost();
    boolean keep = cost <= maxKeptBytes - keptBytes;
    PageRequest kept = keep ? request : request.withoutBody();
    PendingAsk ask = new PendingAsk(seat, kept, keep ? cost : 0, now, deadline);
    all.add(ask);
    keptBytes += ask.kept();
    return ask;
  }

  /** A responder answers; {@code null} if it has no such ask in hand. */
  PendingAsk answered(ResponderSeat seat, int id) {
    PendingAsk ask = seat.release(id);
    if (ask != null) {
      all.remove(ask);
      keptBytes -= ask.kept();
    }
    return ask;
  }

  /** Takes those out that match, oldest first; what becomes of them is the caller's to say. */
  List<PendingAsk> takeIf(Predicate<PendingAsk> which) {
    List<PendingAsk> taken = new ArrayList<>();
    for (Iterator<PendingAsk> each = all.iterator(); each.hasNext(); ) {
      PendingAsk ask = each.next();
      if (which.test(ask)) {
        each.remove();
        keptBytes -= ask.kept();
        taken.add(ask);
      }
    }
    return taken;
  }

  int size() {
    return all.size();
  }
}
