package org.zmqwebbridge.auth;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.CloseReason;

/**
 * What a hook answers: allowed, with a {@link Grant}; denied; or later.
 *
 * <p>Immutable. A reason is for the operator's log. The client only learns that it may not; one
 * that may not come in, and can hear it, also learns of which kind that is ({@link Denied#told}).
 */
public sealed interface Decision {
  /** Allowed, to anyone, as long as the connection lasts. */
  Decision ALLOW = new Allowed(Grant.ANYONE);

  /** Denied, without a reason. */
  Decision DENY = new Denied("denied by the hook");

  /**
   * Allowed.
   *
   * @param grant to whom, for how long, for which topics
   */
  static Decision allow(Grant grant) {
    return new Allowed(grant);
  }

  /**
   * Denied.
   *
   * @param reason for the operator's log, for example {@code "members only"}
   */
  static Decision deny(String reason) {
    return new Denied(reason);
  }

  /**
   * Denied for want of a good credential: a client that has another may try again at once.
   *
   * @param reason for the operator's log, for example {@code "the session has ended"}
   */
  static Decision unauthorized(String reason) {
    return new Denied(reason, CloseReason.UNAUTHORIZED);
  }

  /**
   * Denied, and the client is told why; for example {@link CloseReason#TOO_MANY_OF_PRINCIPAL},
   * after which it tries again later.
   *
   * @param reason for the operator's log
   * @param told what a client that may not come in hears
   * @throws IllegalArgumentException if that is {@linkplain CloseReason#isRefusal no refusal}
   */
  static Decision deny(String reason, CloseReason told) {
    return new Denied(reason, told);
  }

  /**
   * Allowed if the condition holds, denied otherwise.
   *
   * @param reason for the operator's log when it is denied
   */
  static Decision allowIf(boolean condition, String reason) {
    return condition ? ALLOW : new Denied(reason);
  }

  /**
   * Decided when the stage completes. A stage that fails, or is not complete within {@code
   * deadlines.hookMillis}, denies.
   */
  static Decision later(CompletionStage<Decision> stage) {
    return new Later(stage);
  }

  /**
   * The way in.
   *
   * @param grant to whom, for how long, for which topics
   */
  record Allowed(Grant grant) implements Decision {
    public Allowed {
      Objects.requireNonNull(grant, "grant");
    }
  }

  /**
   * No way in.
   *
   * @param reason for the operator's log
   * @param told what a client that may not come in hears; one that is in already, and may not open
   *     a socket, hears the same text whatever the reason
   */
  record Denied(String reason, CloseReason told) implements Decision {
    public Denied {
      if (!told.isRefusal()) {
        throw new IllegalArgumentException(told + " is no refusal; use FORBIDDEN");
      }
    }

    /** Forbidden: to try again would meet the same answer. */
    public Denied(String reason) {
      this(reason, CloseReason.FORBIDDEN);
    }
  }

  /**
   * Not decided yet.
   *
   * @param stage completes with the decision
   */
  record Later(CompletionStage<Decision> stage) implements Decision {}
}
