package org.zmqwebbridge;

/**
 * How long the hooks may take, and a client until they can be asked, and how long what they grant
 * lasts.
 *
 * @param hookMillis a hook's answer
 * @param firstFrameMillis how long a connection may be without the credentials it is to bring
 * @param zwsHandshakeMillis how long the ZeroMQ handshake of a stock client may take
 * @param revokedSeconds how long a revocation denies what was granted before it
 */
record AccessLimits(
    long hookMillis, long firstFrameMillis, long zwsHandshakeMillis, long revokedSeconds) {
  static final AccessLimits DEFAULTS = new AccessLimits(2_000, 10_000, 5_000, 86_400);

  AccessLimits withHookMillis(long millis) {
    return new AccessLimits(millis, firstFrameMillis, zwsHandshakeMillis, revokedSeconds);
  }

  AccessLimits withFirstFrameMillis(long millis) {
    return new AccessLimits(hookMillis, millis, zwsHandshakeMillis, revokedSeconds);
  }

  AccessLimits withZwsHandshakeMillis(long millis) {
    return new AccessLimits(hookMillis, firstFrameMillis, millis, revokedSeconds);
  }

  AccessLimits withRevokedSeconds(long seconds) {
    return new AccessLimits(hookMillis, firstFrameMillis, zwsHandshakeMillis, seconds);
  }

  /** The same, but for what a running bridge takes over: the other's. */
  AccessLimits reloaded(AccessLimits other) {
    return other.withRevokedSeconds(revokedSeconds);
  }
}
