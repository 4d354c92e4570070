package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Responders that want a name which somebody has who may not be there any more: each waits until
 * the holder gives a sign of life, or the time for one is over. One for each name at a time.
 *
 * <p>Owner thread: the loop's, with its {@link RepGateway}.
 */
final class NameClaims {
  /** A newcomer, and whether the holder has given a sign of life. */
  private record Claim(ResponderSeat newcomer, BooleanSupplier holderLives, long deadline) {}

  private final Map<String, Claim> byName = new HashMap<>();

  /**
   * Has a newcomer wait while the holder of its name is asked for a sign of life.
   *
   * @param deadline how long that may take, in {@link org.zmqwebbridge.zmq.ZmqLoop#nanoTime} time
   * @return false if the holder is there, or is being asked for somebody else
   */
  boolean add(ResponderSeat newcomer, ResponderSeat holder, long deadline) {
    String name = newcomer.member().identity();
    long connection = newcomer.member().connectionId();
    if (byName.containsKey(name) || connection == holder.member().connectionId()) {
      return false; // what has come on its own connection is a sign of life itself
    }
    byName.put(name, new Claim(newcomer, holder.member().askForLife(), deadline));
    return true;
  }

  /** Takes those out whose holders live. */
  List<ResponderSeat> takeRefused() {
    return takeIf(claim -> claim.holderLives().getAsBoolean());
  }

  /** Takes those out whose holders have given no sign of life in time. */
  List<ResponderSeat> takeGranted(long now) {
    return takeIf(claim -> now - claim.deadline() >= 0);
  }

  /** Takes the one out that waits for this name; {@code null} if there is none. */
  ResponderSeat takeFor(String name) {
    Claim claim = byName.remove(name);
    return claim == null ? null : claim.newcomer();
  }

  /** A newcomer has left. */
  void remove(ResponderSeat newcomer) {
    byName.values().removeIf(claim -> claim.newcomer() == newcomer);
  }

  List<ResponderSeat> takeAll() {
    return takeIf(claim -> true);
  }

  private List<ResponderSeat> takeIf(Predicate<Claim> which) {
    List<ResponderSeat> taken = new ArrayList<>();
    for (Iterator<Claim> each = byName.values().iterator(); each.hasNext(); ) {
      Claim claim = each.next();
      if (which.test(claim)) {
        each.remove();
        taken.add(claim.newcomer());
      }
    }
    return taken;
  }
}
