package org.zmqwebbridge.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** What is granted ends when it should, once, and its holder hears of it. */
class LeasesTest {
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final long FIRST_FRAME_MILLIS = 10_000;

  private final ManualTimer time = new ManualTimer();
  private final Counters counters = new Counters();
  private final Leases leases = new Leases(REMEMBERED, FIRST_FRAME_MILLIS, time, time, counters);
  private final List<CloseReason> told = new ArrayList<>();

  @AfterEach
  void end() {
    time.end();
  }

  private Grant until(long millis) {
    return Grant.to("hugo").until(time.instant().plusMillis(millis));
  }

  @Test
  void aGrantEndsWhenItExpiresAndNotBefore() {
    leases.open(until(5_000), told::add);
    time.pass(4_999);
    assertEquals(List.of(), told);
    time.pass(2);
    assertEquals(List.of(CloseReason.GRANT_EXPIRED), told);
    assertEquals(1, counters.value(Counter.GRANTS_EXPIRED));
    assertEquals(0, leases.revoke("hugo"), "nothing is left of it");
  }

  @Test
  void aGrantOfMonthsIsLookedAtAgain() {
    long months = Duration.ofDays(100).toMillis();
    leases.open(until(months), told::add);
    time.pass(months - 1);
    assertEquals(List.of(), told);
    time.pass(2);
    assertEquals(List.of(CloseReason.GRANT_EXPIRED), told);
  }

  @Test
  void whoeverLetsGoHearsNothingMore() {
    Lease lease = leases.open(until(5_000), told::add);
    lease.close();
    lease.close();
    time.pass(10_000);
    assertEquals(0, leases.revoke("hugo"));
    assertEquals(List.of(), told);
    assertEquals(0, time.waiting());
  }

  @Test
  void revokingEndsAllOfAPrincipalsAtOnceAndNobodyElses() {
    List<CloseReason> others = new ArrayList<>();
    leases.open(until(5_000), told::add);
    leases.open(Grant.to("hugo"), told::add);
    leases.open(Grant.to("eve"), others::add);
    assertEquals(2, leases.revoke("hugo"));
    assertEquals(List.of(CloseReason.REVOKED, CloseReason.REVOKED), told);
    assertEquals(List.of(), others);
    assertEquals(2, counters.value(Counter.GRANTS_REVOKED));
    time.pass(10_000);
    assertEquals(2, told.size(), "each ends once");
  }

  @Test
  void aRevocationDeniesWhatWasIssuedBeforeItAndNotWhatCameAfter() {
    Grant old = Grant.to("hugo").issuedAt(time.instant());
    time.pass(1_000);
    leases.revoke("hugo");
    assertNotNull(leases.flaw(old));
    assertNotNull(leases.flaw(Grant.to("hugo")), "of unknown age");
    assertNull(leases.flaw(Grant.to("eve")));
    assertNull(leases.flaw(Grant.to("hugo").issuedAt(time.instant().plusMillis(1))));
    time.pass(REMEMBERED.toMillis() + 1);
    assertNull(leases.flaw(old), "revocations are not remembered for ever");
  }

  @Test
  void whatIsOpenedAfterTheRevocationOfItsPrincipalEndsAtOnce() {
    Grant decided = Grant.to("hugo"); // by a hook, just before
    leases.revoke("hugo");
    leases.open(decided, told::add);
    assertEquals(List.of(CloseReason.REVOKED), told);
  }

  @Test
  void anExpiredGrantIsWorthNothing() {
    Grant grant = until(1_000);
    assertNull(leases.flaw(grant));
    time.pass(1_000);
    assertNotNull(leases.flaw(grant));
  }

  @Test
  void aProvisionalGrantEndsUnlessASocketIsAllowedInTime() {
    leases.open(Grant.ANYONE.provisionally(), told::add);
    List<CloseReason> confirmed = new ArrayList<>();
    leases.open(Grant.ANYONE.provisionally(), confirmed::add).confirm();
    time.pass(FIRST_FRAME_MILLIS - 1);
    assertEquals(List.of(), told);
    time.pass(1);
    assertEquals(List.of(CloseReason.NO_CREDENTIALS), told);
    assertEquals(List.of(), confirmed);
    assertEquals(1, counters.value(Counter.FIRST_FRAMES_LATE));
  }
}
