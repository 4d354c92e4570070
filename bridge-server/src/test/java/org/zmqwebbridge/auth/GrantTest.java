package org.zmqwebbridge.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  @Test
  void twoGrantsTogetherAreNeverMoreThanEither() {
    Grant one = Grant.to("hugo").until(NOON).topics(Topics.of("a", "b/"));
    Grant other = Grant.to("eve").until(NOON.plusSeconds(1)).topics(Topics.of("b", "c"));
    Grant both = one.and(other.provisionally());
    assertEquals(Optional.of("hugo"), both.principal());
    assertEquals(Optional.of(NOON), both.expiry());
    assertEquals(Optional.of(NOON), other.and(one).expiry());
    assertEquals(Topics.of("b/"), both.topics());
    assertTrue(both.provisional());
    assertEquals(one, one.and(Grant.ANYONE));
    assertEquals(one, Grant.ANYONE.and(one));
  }

  @Test
  void theAgeOfACredentialGoesWithItsPrincipal() {
    Grant known = Grant.to("hugo").issuedAt(NOON);
    Grant unknown = Grant.to("eve");
    assertEquals(Optional.of(NOON), known.and(unknown).issued());
    assertEquals(Optional.empty(), unknown.and(known).issued());
    assertEquals(Optional.of(NOON), Grant.ANYONE.and(known).issued());
  }

  @Test
  void itExpiresAtItsVeryMoment() {
    assertFalse(Grant.to("hugo").until(NOON).hasExpired(NOON.minusNanos(1)));
    assertTrue(Grant.to("hugo").until(NOON).hasExpired(NOON));
    assertFalse(Grant.to("hugo").hasExpired(Instant.MAX));
  }

  @Test
  void aPrincipalHasANameOfBoundedLength() {
    assertThrows(IllegalArgumentException.class, () -> Grant.to(""));
    assertThrows(IllegalArgumentException.class, () -> Grant.to("x".repeat(256)));
    Grant.to("x".repeat(255));
  }
}
