package org.zmqwebbridge.auth;

import java.util.concurrent.CompletionStage;

/**
 * What a hook answers: allowed, denied, or later.
 *
 * <p>Immutable. A reason is for the operator's log; the client only learns that it may not.
 */
public sealed interface Decision {
  /** Allowed. */
  Decision ALLOW = new Allowed();

  /** Denied, without a reason. */
  Decision DENY = new Denied("denied by the hook");

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

  /** The way in. */
  record Allowed() implements Decision {}

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
