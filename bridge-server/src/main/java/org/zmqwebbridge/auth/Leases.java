package org.zmqwebbridge.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * All grants in use, by whom: takes them away when they expire, and all of a principal's at once
 * when it is revoked.
 *
 * <p>Owner thread: none. A holder is told on the timer's thread or on the one that revokes; it must
 * not block. Lifetime: as long as the bridge.
 */
public final class Leases {
  /** A timer takes no longer one; what expires later is looked at again then. */
  private static final long LONGEST_WAIT_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final ScheduledExecutorService timer;
  private final InstantSource clock;
  private volatile long firstFrameMillis;
  private final Counters counters;
  private final Revocations revocations;
  private final Map<String, Set<Lease>> byPrincipal = new ConcurrentHashMap<>();

  /**
   * @param remembered how long a revocation denies what was granted before it
   * @param firstFrameMillis how long a grant may be provisional
   * @param timer waits for the ends of grants
   */
  public Leases(
      Duration remembered,
      long firstFrameMillis,
      ScheduledExecutorService timer,
      InstantSource clock,
      Counters counters) {
    this.firstFrameMillis = firstFrameMillis;
    this.timer = timer;
    this.clock = clock;
    this.counters = counters;
    this.revocations = new Revocations(remembered, clock);
  }

  /** From now on, so long may a grant be provisional. */
  public void firstFrameMillis(long millis) {
    firstFrameMillis = millis;
  }

  /** The time by which grants end. */
  public Instant now() {
    return clock.instant();
  }

  /** Why a grant is worth nothing now; {@code null} if it is worth something. */
  Decision.Denied flaw(Grant grant) {
    if (grant.hasExpired(clock.instant())) {
      return new Decision.Denied("the grant has expired", CloseReason.UNAUTHORIZED);
    }
    return revocations.cover(grant)
        ? new Decision.Denied("the principal is revoked", CloseReason.REVOKED)
        : null;
  }

  /**
   * Puts a grant to use.
   *
   * @param holder is told once if it is taken away, perhaps before this returns
   */
  public Lease open(Grant grant, Consumer<CloseReason> holder) {
    Lease lease = new Lease(grant, holder, this::forget);
    grant.principal().ifPresent(principal -> remember(principal, lease));
    grant.expiry().ifPresent(expiry -> watch(lease, expiry));
    if (grant.provisional()) {
      lease.endsBy(
          timer.schedule(() -> onFirstFrameLate(lease), firstFrameMillis, TimeUnit.MILLISECONDS));
    }
    if (revocations.cover(grant)) { // since somebody looked last
      onRevoked(lease);
    }
    return lease;
  }

  private void remember(String principal, Lease lease) {
    byPrincipal.compute(
        principal,
        (name, leases) -> {
          Set<Lease> all = leases == null ? ConcurrentHashMap.newKeySet() : leases;
          all.add(lease);
          return all;
        });
  }

  private void forget(Lease lease) {
    lease
        .grant()
        .principal()
        .ifPresent(
            principal ->
                byPrincipal.computeIfPresent(
                    principal,
                    (name, leases) -> {
                      leases.remove(lease);
                      return leases.isEmpty() ? null : leases;
                    }));
  }

  private void watch(Lease lease, Instant expiry) {
    Duration left = Duration.between(clock.instant(), expiry);
    long millis =
        left.toSeconds() > TimeUnit.MILLISECONDS.toSeconds(LONGEST_WAIT_MILLIS)
            ? LONGEST_WAIT_MILLIS
            : Math.max(0, left.toMillis() + 1);
    lease.endsBy(timer.schedule(() -> onExpiry(lease, expiry), millis, TimeUnit.MILLISECONDS));
  }

  private void onExpiry(Lease lease, Instant expiry) {
    if (clock.instant().isBefore(expiry)) {
      watch(lease, expiry);
    } else if (lease.end(CloseReason.GRANT_EXPIRED)) {
      counters.increment(Counter.GRANTS_EXPIRED);
    }
  }

  private void onFirstFrameLate(Lease lease) {
    if (lease.isProvisional() && lease.end(CloseReason.NO_CREDENTIALS)) {
      counters.increment(Counter.FIRST_FRAMES_LATE);
    }
  }

  /**
   * Takes away all that a principal has, and denies it what is granted by credentials from before
   * now, for as long as revocations are remembered.
   *
   * @return how many grants in use it had
   */
  public int revoke(String principal) {
    revocations.add(principal); // before the look: what is opened meanwhile sees it
    List<Lease> held = List.copyOf(byPrincipal.getOrDefault(principal, Set.of()));
    held.forEach(this::onRevoked);
    return held.size();
  }

  private void onRevoked(Lease lease) {
    if (lease.end(CloseReason.REVOKED)) {
      counters.increment(Counter.GRANTS_REVOKED);
    }
  }
}
