package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The responders of one endpoint, and their names, if they have any: each name is one's while that
 * one is there, and goes to another only with its secret.
 *
 * <p>Owner thread: the loop's, with its {@link RepGateway}.
 */
final class Responders {
  private static final int SECRET_BYTES = 16;

  private record Place(ResponderSeat seat, String secret) {}

  private final SecureRandom random;
  private final Map<String, Place> byName = new HashMap<>();
  private final Set<ResponderSeat> all = new LinkedHashSet<>(); // whose turn is next, first

  Responders(SecureRandom random) {
    this.random = random;
  }

  /** Who has this name; {@code null}: nobody. */
  ResponderSeat named(String name) {
    Place place = byName.get(name);
    return place == null ? null : place.seat();
  }

  /**
   * Whether somebody may have its name at once: nobody has it, it knows the holder's secret, or it
   * is the holder, as a known principal.
   */
  boolean mayTake(Responder newcomer) {
    Place place = byName.get(newcomer.identity());
    return place == null || knows(place.secret(), newcomer.reclaim()) || isSame(newcomer, place);
  }

  private static boolean knows(String secret, String said) {
    return MessageDigest.isEqual(secret.getBytes(UTF_8), said.getBytes(UTF_8));
  }

  /** Two of whom nothing is known are never the same. */
  private static boolean isSame(Responder newcomer, Place place) {
    return newcomer.principal().isPresent()
        && newcomer.principal().equals(place.seat().member().principal());
  }

  /**
   * Takes somebody in and gives it its name, in the place of whom has it; returns the name's
   * secret, which is another one unless it knew that, or {@code null} if it has no name.
   */
  String put(ResponderSeat seat) {
    all.add(seat);
    String name = seat.member().identity();
    if (name.isEmpty()) {
      return null;
    }
    Place other = byName.remove(name);
    if (other != null) {
      all.remove(other.seat());
    }
    boolean known = other != null && knows(other.secret(), seat.member().reclaim());
    String secret = known ? other.secret() : unguessable();
    byName.put(name, new Place(seat, secret));
    return secret;
  }

  private String unguessable() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** Takes somebody out; false if it is not there. */
  boolean remove(ResponderSeat seat) {
    boolean there = all.remove(seat);
    if (there) {
      byName.remove(seat.member().identity());
    }
    return there;
  }

  /** Whose turn it is, of all; {@code null} if nobody is there. */
  ResponderSeat next() {
    if (all.isEmpty()) {
      return null;
    }
    ResponderSeat next = all.iterator().next();
    all.remove(next);
    all.add(next);
    return next;
  }

  boolean has(ResponderSeat seat) {
    return all.contains(seat);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }
}
