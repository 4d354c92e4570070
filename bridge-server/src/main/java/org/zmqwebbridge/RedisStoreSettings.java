package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.channel.redis.RedisLimits;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.channel.redis.RedisStore;
import org.zmqwebbridge.channel.redis.RedisTimes;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.observe.Counters;

/** A store of {@code relay.stores} whose type is {@code redis}. */
record RedisStoreSettings(RedisSettings settings) implements StoreMaker {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_DATABASE = 1_000_000;
  private static final long MAX_INT = Integer.MAX_VALUE;
  private static final long MAX_BYTES = 1L << 36;
  private static final int MAX_MILLIS = 3_600_000;
  private static final int MAX_SECONDS = 31_536_000;
  private static final Map<String, RedisFormat> FORMATS = formats();

  /** Those of a store alone, beside {@code type}. */
  static final List<String> KEYS =
      List.of(
          "uri",
          "host",
          "port",
          "key_prefix",
          "database",
          "tls",
          "username",
          "passwordFile",
          "sentinelMaster",
          "nodes",
          "cluster",
          "format",
          "timeoutMillis",
          "probeMillis",
          "checkMillis",
          "presenceMillis",
          "keySeconds",
          "maxKeys",
          "maxQueued",
          "maxQueuedBytes",
          "maxChecksPerSecond",
          "maxWindowMessages",
          "maxWindowBytes");

  private static Map<String, RedisFormat> formats() {
    Map<String, RedisFormat> formats = new LinkedHashMap<>();
    formats.put("stream", RedisFormat.STREAM);
    formats.put("hbpush", RedisFormat.HBPUSH);
    return formats;
  }

  /**
   * @param standard the format where none is named
   */
  static RedisStoreSettings read(Section section, RedisFormat standard) {
    RedisServer server = server(section);
    RedisFormat format = section.choice("format", FORMATS).orElse(standard);
    Optional<String> prefix = section.parsed("key_prefix", RedisStoreSettings::prefix);
    RedisSettings settings =
        RedisSettings.of(server)
            .with(times(section))
            .with(limits(section))
            .with(format, prefix.orElse(format == RedisFormat.HBPUSH ? "" : RedisSettings.PREFIX));
    return new RedisStoreSettings(settings);
  }

  private static String prefix(String text) {
    return RedisSettings.DEFAULTS.with(RedisFormat.STREAM, text).keyPrefix();
  }

  private static RedisServer server(Section section) {
    RedisServer standard = RedisServer.DEFAULTS;
    Optional<String> password =
        section.parsed("passwordFile", file -> SecretFile.read(Path.of(file)));
    return new RedisServer(
        section.text("uri").orElse(standard.uri()),
        section.text("host").orElse(standard.host()),
        (int) section.number("port", standard.port(), 1, MAX_PORT),
        section.flag("tls", standard.tls()),
        section.text("username").orElse(standard.username()),
        password.orElse(standard.password()),
        (int) section.number("database", standard.database(), 0, MAX_DATABASE),
        section.text("sentinelMaster").orElse(standard.sentinelMaster()),
        section.texts("nodes"),
        section.flag("cluster", standard.cluster()));
  }

  private static RedisTimes times(Section section) {
    RedisTimes standard = RedisTimes.DEFAULTS;
    return new RedisTimes(
        (int) section.number("timeoutMillis", standard.timeoutMillis(), 10, MAX_MILLIS),
        (int) section.number("probeMillis", standard.probeMillis(), 10, MAX_MILLIS),
        (int) section.number("checkMillis", standard.checkMillis(), 10, MAX_MILLIS),
        (int) section.number("presenceMillis", standard.presenceMillis(), 100, MAX_MILLIS),
        (int) section.number("idleSeconds", standard.idleSeconds(), 0, MAX_SECONDS),
        (int) section.number("keySeconds", standard.keySeconds(), 1, MAX_SECONDS));
  }

  private static RedisLimits limits(Section section) {
    RedisLimits standard = RedisLimits.DEFAULTS;
    return new RedisLimits(
        section.number("maxKeys", standard.maxKeys(), 0, Long.MAX_VALUE),
        (int) section.number("maxQueued", standard.maxQueued(), 1, MAX_INT),
        section.number("maxQueuedBytes", standard.maxQueuedBytes(), 1024, MAX_BYTES),
        (int) section.number("maxChecksPerSecond", standard.maxChecksPerSecond(), 1, MAX_INT),
        (int) section.number("maxWindowMessages", standard.maxWindowMessages(), 0, MAX_INT),
        (int) section.number("maxWindowBytes", standard.maxWindowBytes(), 0, MAX_INT));
  }

  @Override
  public ChannelStore open(Counters counters) {
    try {
      return RedisStore.open(settings, counters);
    } catch (NoClassDefFoundError missing) {
      throw new IllegalStateException(
          "a store of type redis needs Lettuce (io.lettuce:lettuce-core) on the class path",
          missing);
    }
  }
}
