package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The responders of one endpoint by their names: each name is one's while that one is there, and
 * goes to another only with its secret.
 *
 * <p>Owner thread: the loop's, with its {@link RepGateway}.
 */
final class Responders {
  private static final int SECRET_BYTES = 16;

  private record Place(ResponderSeat seat, String secret) {}

  private final SecureRandom random;
  private final Map<String, Place> byName = new LinkedHashMap<>(); // whose turn is next, first

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
   * Gives somebody its name, in the place of whom has it; returns the name's secret, which is
   * another one unless it knew that.
   */
  String put(ResponderSeat seat) {
    String name = seat.member().identity();
    Place other = byName.remove(name);
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
    boolean there = named(seat.member().identity()) == seat;
    if (there) {
      byName.remove(seat.member().identity());
    }
    return there;
  }

  /** Whose turn it is, of all; {@code null} if nobody is there. */
  ResponderSeat next() {
    if (byName.isEmpty()) {
      return null;
    }
    String name = byName.keySet().iterator().next();
    Place place = byName.remove(name);
    byName.put(name, place);
    return place.seat();
  }
}
