package org.zmqwebbridge.gateway;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The messengers of an endpoint that have credit for a message: those whose clients read what they
 * get take turns, the others wait until they do.
 *
 * <p>Owner thread: the loop's.
 */
final class Takers {
  private final Deliveries deliveries;
  private final Set<MessengerSeat> ready = new LinkedHashSet<>(); // whose turn is next, first
  private final Set<MessengerSeat> behind = new LinkedHashSet<>(); // with what they were sent

  Takers(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** One that may have credit now; does nothing for one that has none, or is here. */
  void offer(MessengerSeat seat) {
    if (seat.credit().isLeft() && !ready.contains(seat) && !behind.contains(seat)) {
      put(seat);
    }
  }

  private void put(MessengerSeat seat) {
    (deliveries.mayGo(seat) ? ready : behind).add(seat);
  }

  void remove(MessengerSeat seat) {
    ready.remove(seat);
    behind.remove(seat);
  }

  /** Whose turn it is: one that reads, if there is one; {@code null} if nobody has credit. */
  MessengerSeat next() {
    MessengerSeat next = first(ready);
    while (next != null && !deliveries.mayGo(next)) {
      behind.add(next);
      next = first(ready);
    }
    return next == null ? first(behind) : next;
  }

  private static MessengerSeat first(Set<MessengerSeat> of) {
    Iterator<MessengerSeat> each = of.iterator();
    if (!each.hasNext()) {
      return null;
    }
    MessengerSeat first = each.next();
    each.remove();
    return first;
  }

  /** Looks again at those that did not read. */
  void look() {
    for (Iterator<MessengerSeat> each = behind.iterator(); each.hasNext(); ) {
      MessengerSeat seat = each.next();
      if (deliveries.mayGo(seat)) {
        each.remove();
        ready.add(seat);
      }
    }
  }

  /** Whether somebody would take a message now. */
  boolean isOneReady() {
    return !ready.isEmpty();
  }

  /** Whether it is worth to {@link #look} again soon. */
  boolean isOneBehind() {
    return !behind.isEmpty();
  }
}
