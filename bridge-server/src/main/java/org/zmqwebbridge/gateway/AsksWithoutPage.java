package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Asks that came before their pages: each waits for a while for its page to connect or, where any
 * page may be asked, for one that takes it. Bounded in number and bytes.
 *
 * <p>Owner thread: the loop's, with its {@link Asks}.
 */
final class AsksWithoutPage {
  /**
   * One that waits.
   *
   * @param until when it has waited long enough
   * @param deadline of its outcome
   */
  record Waiting(PageRequest ask, long bytes, long until, long deadline) {}

  private final int maxAsks;
  private final long maxBytes;
  private final long patienceNanos;
  private final Deque<Waiting> all = new ArrayDeque<>(); // oldest first
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

  /** Keeps an ask until its page connects, for a while; false if there is no room for it. */
  boolean add(PageRequest ask, long now, long deadline) {
    return keep(ask, now + patienceNanos, deadline);
  }

  /** Keeps an ask until a page takes it; false if there is no room for it. */
  boolean add(PageRequest ask, long deadline) {
    return keep(ask, deadline, deadline);
  }

  private boolean keep(PageRequest ask, long until, long deadline) {
    long cost = ask.cost();
    if (all.size() >= maxAsks || bytes + cost > maxBytes) {
      return false;
    }
    all.add(new Waiting(ask, cost, until, deadline));
    bytes += cost;
    return true;
  }

  int size() {
    return all.size();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Takes the oldest out; there must be one. */
  Waiting takeFirst() {
    Waiting first = all.remove();
    bytes -= first.bytes();
    return first;
  }

  /** Those for a page that has come, oldest first. */
  List<PageRequest> takeFor(String identity) {
    return takeIf(waiting -> waiting.ask().identity().equals(identity));
  }

  /** Those that have waited long enough. */
  List<PageRequest> takeOverdue(long now) {
    return takeIf(waiting -> now - waiting.until() >= 0);
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
