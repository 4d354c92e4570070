package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Asks that came before their pages: each waits for a while for its page to connect. Bounded in
 * number and bytes.
 *
 * <p>Owner thread: the loop's, with its {@link Asks}.
 */
final class AsksWithoutPage {
  private record Waiting(PageRequest ask, long bytes, long deadline) {}

  private final int maxAsks;
  private final long maxBytes;
  private final long patienceNanos;
  private final List<Waiting> all = new ArrayList<>(); // oldest first
  private long bytes;

  AsksWithoutPage(GatewayLimits limits) {
    this.maxAsks = limits.maxAsksWithoutPage();
    this.maxBytes = limits.maxAskBytesWithoutPage();
    this.patienceNanos = limits.absentPageNanos();
  }

  /** Whether any ask may wait. */
  boolean mayWait() {
    return patienceNanos > 0;
  }

  /** Keeps an ask; false if there is no room for it. */
  boolean add(PageRequest ask, long now) {
    long cost = ask.cost();
    if (all.size() >= maxAsks || bytes + cost > maxBytes) {
      return false;
    }
    all.add(new Waiting(ask, cost, now + patienceNanos));
    bytes += cost;
    return true;
  }

  /** Those for a page that has come, oldest first. */
  List<PageRequest> takeFor(String identity) {
    return takeIf(waiting -> waiting.ask().identity().equals(identity));
  }

  /** Those that have waited long enough. */
  List<PageRequest> takeOverdue(long now) {
    return takeIf(waiting -> now - waiting.deadline() >= 0);
  }

  /** Whatever waits. */
  List<PageRequest> takeAll() {
    return takeIf(waiting -> true);
  }

  private List<PageRequest> takeIf(Predicate<Waiting> which) {
    List<PageRequest> taken = new ArrayList<>();
    for (Iterator<Waiting> each = all.iterator(); each.hasNext(); ) {
      Waiting waiting = each.next();
      if (which.test(waiting)) {
        each.remove();
        bytes -= waiting.bytes();
        taken.add(waiting.ask());
      }
    }
    return taken;
  }
}
