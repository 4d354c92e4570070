package org.zmqwebbridge.channel.redis;

/**
 * How long things take at a Redis.
 *
 * @param timeoutMillis for an answer, or a connection; after it what was asked for has failed, and
 *     a connection on which nothing came meanwhile is given up
 * @param probeMillis after so long without a word from a channel that is followed, a word is
 *     published there: anyone who does not hear it is deaf, and connects again
 * @param checkMillis how often the position of a followed channel is compared with Redis
 * @param presenceMillis for how long Redis believes what a bridge said of its subscribers and
 *     members; it says so again three times as often
 * @param idleSeconds how long a channel stays that keeps nothing and that nobody follows; 0: for
 *     ever
 * @param keySeconds how long an idempotency key is remembered
 */
public record RedisTimes(
    int timeoutMillis,
    int probeMillis,
    int checkMillis,
    int presenceMillis,
    int idleSeconds,
    int keySeconds) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final RedisTimes DEFAULTS =
      new RedisTimes(2_000, 5_000, 10_000, 30_000, 3_600, 300);
}
