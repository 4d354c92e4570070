package org.zmqwebbridge.auth;

import com.google.common.collect.Sets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What goes with a yes: to whom, for how long, and for which topics.
 *
 * <pre>{@code
 * return Decision.allow(Grant.to("hugo").until(session.expiry()).topics(Topics.of("eu/", "us/")));
 * }</pre>
 *
 * <p>When a grant ends, by its expiry or because its principal is revoked, the connection that
 * holds it ends, with all its sockets: a page learns it at once and comes back with fresh
 * credentials. Immutable.
 *
 * @param principal who it is, 1–255 characters; what rates and revocations go by. Empty: anyone
 * @param expiry when it ends; empty: with the connection
 * @param issued when its credential was made; a revocation covers what was issued before it. Empty:
 *     unknown, so that every revocation does
 * @param topics which publications; means something for SUB sockets only
 * @param provisional whether it is nothing until a socket has been allowed: the connection ends if
 *     none is within {@code deadlines.firstFrameMillis}
 * @param basis what was believed for it, as the authorizers that gave it know it: when a reload
 *     changes what is believed, they are asked about that ({@link Authorizer#objection})
 */
public record Grant(
    Optional<String> principal,
    Optional<Instant> expiry,
    Optional<Instant> issued,
    Topics topics,
    boolean provisional,
    Set<Object> basis) {

  /** The longest name of a principal, in characters. */
  public static final int MAX_PRINCIPAL_CHARACTERS = 255;

  /** To anyone, for everything, as long as the connection lasts. */
  public static final Grant ANYONE =
      new Grant(Optional.empty(), Optional.empty(), Optional.empty(), Topics.ALL, false, Set.of());

  public Grant {
    Objects.requireNonNull(expiry, "expiry");
    Objects.requireNonNull(issued, "issued");
    Objects.requireNonNull(topics, "topics");
    basis = Set.copyOf(basis);
    principal.ifPresent(Grant::check);
  }

  private static void check(String name) {
    if (name.isEmpty() || name.length() > MAX_PRINCIPAL_CHARACTERS) {
      throw new IllegalArgumentException(
          "a principal has 1 to " + MAX_PRINCIPAL_CHARACTERS + " characters");
    }
  }

  /** A grant to somebody, for everything, as long as the connection lasts. */
  public static Grant to(String principal) {
    return new Grant(
        Optional.of(principal), Optional.empty(), Optional.empty(), Topics.ALL, false, Set.of());
  }

  /** The same, but it ends then. */
  public Grant until(Instant end) {
    return new Grant(principal, Optional.of(end), issued, topics, provisional, basis);
  }

  /** The same, by a credential that was made then. */
  public Grant issuedAt(Instant moment) {
    return new Grant(principal, expiry, Optional.of(moment), topics, provisional, basis);
  }

  /** The same, for these topics. */
  public Grant topics(Topics allowed) {
    return new Grant(principal, expiry, issued, allowed, provisional, basis);
  }

  /** The same, but nothing until a socket has been allowed in time. */
  public Grant provisionally() {
    return new Grant(principal, expiry, issued, topics, true, basis);
  }

  /** The same, and this was believed for it. */
  public Grant basedOn(Object belief) {
    return new Grant(
        principal, expiry, issued, topics, provisional, Sets.union(basis, Set.of(belief)));
  }

  /**
   * What is left where this and another must both be met: this one's principal, or else the
   * other's; the earlier expiry; the topics that both allow.
   */
  public Grant and(Grant other) {
    if (other.equals(ANYONE)) { // adds nothing; it is what most of them are
      return this;
    }
    if (equals(ANYONE)) {
      return other;
    }
    return new Grant(
        principal.isPresent() ? principal : other.principal,
        earlier(expiry, other.expiry),
        principal.isPresent() ? issued : other.issued,
        topics.and(other.topics),
        provisional || other.provisional,
        Sets.union(basis, other.basis));
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    if (one.isPresent() && other.isPresent()) {
      return one.get().isBefore(other.get()) ? one : other;
    }
    return one.isPresent() ? one : other;
  }

  /** Whether it has ended by itself. */
  public boolean hasExpired(Instant now) {
    return expiry.isPresent() && !now.isBefore(expiry.get());
  }
}
