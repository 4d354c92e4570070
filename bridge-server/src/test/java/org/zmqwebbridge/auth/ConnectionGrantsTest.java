package org.zmqwebbridge.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.observe.Counters;

/** What a connection is granted is renewed in place, and what a socket is granted ends it alone. */
class ConnectionGrantsTest {
  private final ManualTimer time = new ManualTimer();
  private final Leases leases = new Leases(Duration.ofHours(1), 10_000, time, time, new Counters());
  private final ClosableConnection connection = new ClosableConnection();
  private final List<String> expired = new ArrayList<>();

  @AfterEach
  void end() {
    time.end();
  }

  private Grant until(long millis) {
    return Grant.to("hugo").until(time.instant().plusMillis(millis));
  }

  private ConnectionGrants granted(Grant admission) {
    return new ConnectionGrants(connection, admission, leases);
  }

  @Test
  void aRenewedConnectionOutlivesWhatItWasGrantedFirst() {
    ConnectionGrants grants = granted(until(1_000));
    Grant renewed = until(5_000);
    assertTrue(grants.renew(renewed));
    assertEquals(renewed, grants.admission());
    time.pass(4_999);
    assertEquals(List.of(), connection.closed());
    time.pass(2);
    assertEquals(List.of(CloseReason.GRANT_EXPIRED), connection.closed());
  }

  @Test
  void aRenewalMayAlsoShortenWhatIsLeft() {
    ConnectionGrants grants = granted(until(5_000));
    assertTrue(grants.renew(until(1_000)));
    time.pass(1_001);
    assertEquals(List.of(CloseReason.GRANT_EXPIRED), connection.closed());
  }

  @Test
  void somebodyElsesCredentialRenewsNothing() {
    Grant first = until(1_000);
    ConnectionGrants grants = granted(first);
    assertFalse(grants.renew(Grant.to("eve")));
    assertFalse(grants.renew(Grant.ANYONE));
    assertEquals(first, grants.admission());
    time.pass(1_001);
    assertEquals(List.of(CloseReason.GRANT_EXPIRED), connection.closed());
  }

  @Test
  void whoWasToBringACredentialLaterHasBroughtIt() {
    ConnectionGrants grants = granted(Grant.ANYONE.provisionally());
    assertTrue(grants.renew(Grant.to("hugo")));
    time.pass(10_001);
    assertEquals(List.of(), connection.closed());
    assertFalse(grants.renew(Grant.to("eve")), "it is somebody's now");
    leases.revoke("hugo");
    assertEquals(List.of(CloseReason.REVOKED), connection.closed());
  }

  @Test
  void aSocketsOwnGrantEndsThatSocketAlone() {
    ConnectionGrants grants = granted(until(9_000));
    grants.add(until(1_000), () -> expired.add("one"));
    Runnable release = grants.add(until(2_000), () -> expired.add("other"));
    time.pass(1_001);
    assertEquals(List.of("one"), expired);
    release.run();
    time.pass(1_000);
    assertEquals(List.of("one"), expired, "it is not needed any more");
    assertEquals(List.of(), connection.closed());
    assertEquals(1, time.waiting(), "the connection's own");
  }

  @Test
  void aRevokedPrincipalLosesItsConnectionWhateverItWasGrantedFor() {
    ConnectionGrants grants = granted(Grant.ANYONE);
    grants.add(Grant.to("hugo"), () -> expired.add("one"));
    leases.revoke("hugo");
    assertEquals(List.of(), expired);
    assertEquals(List.of(CloseReason.REVOKED), connection.closed());
  }

  @Test
  void whatItIsBasedOnIsRenewedToo() {
    ConnectionGrants grants = granted(Grant.to("hugo").basedOn("old key"));
    grants.add(Grant.ANYONE.basedOn("service"), () -> expired.add("one"));
    assertEquals(Set.of("old key", "service"), grants.basis());
    assertTrue(grants.renew(Grant.to("hugo").basedOn("new key")));
    assertEquals(Set.of("new key", "service"), grants.basis());
  }

  @Test
  void afterItsEndNothingIsHeld() {
    ConnectionGrants grants = granted(until(1_000));
    grants.add(until(1_000), () -> expired.add("one"));
    grants.end();
    assertTrue(grants.renew(until(2_000)), "of no use, and no harm");
    time.pass(5_000);
    assertEquals(List.of(), connection.closed());
    assertEquals(List.of(), expired);
    assertEquals(0, time.waiting());
  }
}
