package org.zmqwebbridge.gateway;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose turn it is among the responders of an endpoint where any may be asked: first those that
 * have nothing in hand, then the others; never one that takes no more for now.
 *
 * <p>Owner thread: the loop's, with its {@link Asks}.
 */
final class AskTurns {
  private final Set<ResponderSeat> idle = new LinkedHashSet<>(); // whose turn is next, first
  private final Set<ResponderSeat> busy = new LinkedHashSet<>(); // the same

  /** One that has come, has more or less in hand, or may take more: it has its place by that. */
  void offer(ResponderSeat seat) {
    boolean takes = seat.member().takesAsks();
    boolean isIdle = seat.hasNothingInHand();
    place(idle, seat, takes && isIdle);
    place(busy, seat, takes && !isIdle);
  }

  private static void place(Set<ResponderSeat> in, ResponderSeat seat, boolean belongs) {
    if (belongs) {
      in.add(seat);
    } else {
      in.remove(seat);
    }
  }

  void remove(ResponderSeat seat) {
    idle.remove(seat);
    busy.remove(seat);
  }

  /**
   * Takes the one out whose turn it is, to be {@link #offer}ed again; {@code null} if nobody takes
   * an ask now.
   */
  ResponderSeat next() {
    Iterator<ResponderSeat> each = (idle.isEmpty() ? busy : idle).iterator();
    if (!each.hasNext()) {
      return null;
    }
    ResponderSeat next = each.next();
    each.remove();
    return next;
  }
}
