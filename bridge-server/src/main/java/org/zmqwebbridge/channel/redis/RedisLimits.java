package org.zmqwebbridge.channel.redis;

/**
 * What a store in Redis may take.
 *
 * @param maxKeys in the database, or on the node of a cluster; no channel is made where there are
 *     more; a channel has two keys, or up to seven with subscribers and members; 0: any number
 * @param maxQueued commands that wait for Redis; more are refused at once
 * @param maxQueuedBytes of what they carry
 * @param maxChecksPerSecond of positions of followed channels; more have to wait
 * @param maxWindowMessages of a followed channel that this bridge keeps for those who come back
 * @param maxWindowBytes of them
 */
public record RedisLimits(
    long maxKeys,
    int maxQueued,
    long maxQueuedBytes,
    int maxChecksPerSecond,
    int maxWindowMessages,
    int maxWindowBytes) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final RedisLimits DEFAULTS =
      new RedisLimits(1_000_000, 20_000, 64 << 20, 2_000, 64, 64 << 10);
}
