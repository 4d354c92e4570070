package org.zmqwebbridge.auth;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The principals that are let in no more: what was granted by a credential from before the
 * revocation is denied, and one from after it is not.
 *
 * <p>A revocation is remembered for a time that outlasts the credentials, and for {@link
 * #MAX_REMEMBERED} principals; the oldest is forgotten first. Owner thread: none.
 */
final class Revocations {
  /** The most principals that are remembered. */
  static final int MAX_REMEMBERED = 100_000;

  private final InstantSource clock;
  private final Cache<String, Instant> revoked;

  /**
   * @param remembered how long a revocation lasts
   */
  Revocations(Duration remembered, InstantSource clock) {
    this.clock = clock;
    this.revoked =
        CacheBuilder.newBuilder()
            .concurrencyLevel(1) // in parts, each would forget when it alone is full
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(remembered)
            .ticker(new InstantTicker(clock))
            .build();
  }

  void add(String principal) {
    revoked.put(principal, clock.instant());
  }

  /** Whether a revocation covers this grant. */
  boolean cover(Grant grant) {
    Instant since = grant.principal().map(revoked::getIfPresent).orElse(null);
    return since != null && grant.issued().map(issued -> !issued.isAfter(since)).orElse(true);
  }
}
