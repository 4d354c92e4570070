package org.zmqwebbridge;

/**
 * How long the hooks may take, and how long what they grant lasts.
 *
 * @param hookMillis a hook's answer
 * @param firstFrameMillis how long a connection may be without the credentials it is to bring
 * @param revokedSeconds how long a revocation denies what was granted before it
 */
record AccessLimits(long hookMillis, long firstFrameMillis, long revokedSeconds) {
  static final AccessLimits DEFAULTS = new AccessLimits(2_000, 10_000, 86_400);

  /** The same, but for what a running bridge takes over: the other's. */
  AccessLimits reloaded(AccessLimits other) {
    return new AccessLimits(other.hookMillis, other.firstFrameMillis, revokedSeconds);
  }
}
