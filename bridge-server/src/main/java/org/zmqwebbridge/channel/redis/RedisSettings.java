package org.zmqwebbridge.channel.redis;

/**
 * What a store in Redis goes by.
 *
 * @param keyPrefix of every key and topic; no braces, by which a cluster tells slots
 */
public record RedisSettings(
    RedisServer server,
    String keyPrefix,
    RedisFormat format,
    RedisTimes times,
    RedisLimits limits) {
  /** The prefix of a store in our own format. */
  public static final String PREFIX = "zwb:";

  /** On this machine, in our own format. */
  public static final RedisSettings DEFAULTS = of(RedisServer.DEFAULTS);

  public RedisSettings {
    if (keyPrefix.indexOf('{') >= 0 || keyPrefix.indexOf('}') >= 0) {
      throw new IllegalArgumentException("keyPrefix must have no braces: " + keyPrefix);
    }
  }

  /** All defaults but the server. */
  public static RedisSettings of(RedisServer server) {
    return new RedisSettings(
        server, PREFIX, RedisFormat.STREAM, RedisTimes.DEFAULTS, RedisLimits.DEFAULTS);
  }

  /** The same with other times. */
  public RedisSettings with(RedisTimes other) {
    return new RedisSettings(server, keyPrefix, format, other, limits);
  }

  /** The same with other limits. */
  public RedisSettings with(RedisLimits other) {
    return new RedisSettings(server, keyPrefix, format, times, other);
  }

  /** The same with another format and prefix. */
  public RedisSettings with(RedisFormat other, String prefix) {
    return new RedisSettings(server, prefix, other, times, limits);
  }
}
