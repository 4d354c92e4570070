package org.zmqwebbridge.auth;

import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * What a hook answers: allowed, with a {@link Grant}; denied; or later.
 *
 * <p>Immutable. A reason is for the operator's log; the client only learns that it may not.
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
   */
  record Denied(String reason) implements Decision {}

  /**
   * Not decided yet.
   *
   * @param stage completes with the decision
   */
  record Later(CompletionStage<Decision> stage) implements Decision {}
}
