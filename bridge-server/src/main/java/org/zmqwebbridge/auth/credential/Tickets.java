package org.zmqwebbridge.auth.credential;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.InstantTicker;

/**
 * Tickets for clients that can put a credential nowhere but into the URL: each lets one connection
 * in, once, within a short time, so that one that is read in a log is worth nothing.
 *
 * <p>Owner thread: none. Above {@link #MAX_TICKETS} the oldest is forgotten.
 */
public final class Tickets {
  /** The most tickets that wait to be used. */
  public static final int MAX_TICKETS = 100_000;

  private static final int TICKET_BYTES = 24;

  /** A ticket was brought. */
  enum Belief implements CredentialBelief {
    /** It was good then; each is used up at once. */
    REDEEMED
  }

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final Cache<String, Grant> issued;

  /**
   * @param validity how long a ticket may be used
   */
  public Tickets(Duration validity, InstantSource clock) {
    this.clock = clock;
    this.issued =
        CacheBuilder.newBuilder()
            .concurrencyLevel(1) // in parts, each would forget when it alone is full
            .maximumSize(MAX_TICKETS)
            .expireAfterWrite(validity)
            .ticker(new InstantTicker(clock))
            .build();
  }

  /**
   * A new ticket, for the query parameter {@code ticket}.
   *
   * @param grant what anyone who brings it is granted; it names a principal
   * @throws IllegalArgumentException if it does not
   */
  public String issue(Grant grant) {
    if (grant.principal().isEmpty()) {
      throw new IllegalArgumentException("a ticket is for somebody; name a principal");
    }
    byte[] bytes = new byte[TICKET_BYTES];
    random.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    issued.put(ticket, grant.issuedAt(clock.instant()).basedOn(Belief.REDEEMED));
    return ticket;
  }

  /** What a ticket grants; nothing if it is unknown, used, or too old. It is used then. */
  Optional<Grant> redeem(String ticket) {
    Grant grant = issued.getIfPresent(ticket); // an old one is not there any more
    return grant != null && issued.asMap().remove(ticket, grant)
        ? Optional.of(grant)
        : Optional.empty();
  }
}
