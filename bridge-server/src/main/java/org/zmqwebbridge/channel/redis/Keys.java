package org.zmqwebbridge.channel.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The keys of a channel, all in one slot of a cluster, and the topic by which bridges hear of it.
 *
 * <p>Immutable.
 */
final class Keys {
  private final String base;
  private final byte[] log;
  private final int database;

  /**
   * @param prefix of all keys of the store
   */
  Keys(String prefix, RedisFormat format, int database, String channel) {
    if (format == RedisFormat.HBPUSH) { // its own keys have no braces: the tag is the key's name
      this.base = "zwb:{" + prefix + channel + "}:";
      this.log = (prefix + channel).getBytes(UTF_8);
    } else {
      this.base = prefix + "{/" + channel + "}:";
      this.log = (base + "l").getBytes(UTF_8);
    }
    this.database = database;
  }

  private byte[] key(String end) {
    return (base + end).getBytes(UTF_8);
  }

  /** Topics are not of a database: so its number is in their names. */
  byte[] topic() {
    return key("@" + database);
  }

  /** A pattern of the topics of all channels whose names begin so. */
  static byte[] pattern(RedisSettings settings, String names) {
    Keys keys =
        new Keys(settings.keyPrefix(), settings.format(), settings.server().database(), names);
    String end = "}:@" + keys.database;
    String begin = keys.base.substring(0, keys.base.length() - "}:".length());
    return (begin.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*" + end).getBytes(UTF_8);
  }

  /** The channel of a topic. */
  static String channel(RedisSettings settings, byte[] topic) {
    Keys none = new Keys(settings.keyPrefix(), settings.format(), settings.server().database(), "");
    String text = new String(topic, UTF_8);
    int end = text.length() - ("}:@" + none.database).length();
    return text.substring(none.base.length() - "}:".length(), end);
  }

  /** Facts, log, and how many subscribers each bridge has. */
  byte[][] main() {
    return new byte[][] {key("m"), log, attendance()};
  }

  /** The same, and what an idempotency key has given. */
  byte[][] mainAnd(String idempotencyKey) {
    return new byte[][] {key("m"), log, attendance(), key("k:" + idempotencyKey)};
  }

  byte[] attendance() {
    return key("b");
  }

  /** Members of each bridge, of all, and which bridges are there. */
  byte[][] presence() {
    return new byte[][] {key("p"), key("q"), key("a")};
  }
}
