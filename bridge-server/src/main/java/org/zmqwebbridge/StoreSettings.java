package org.zmqwebbridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.config.Section;

/** The settings of one store of {@code relay.stores}. */
final class StoreSettings {
  private static final String MEMORY = "memory";
  private static final String REDIS = "redis";
  private static final long MAX_INT = Integer.MAX_VALUE;
  private static final long MAX_BYTES = 1L << 40;
  private static final long MAX_SECONDS = 31_536_000;

  private StoreSettings() {}

  /**
   * What makes it; of equal settings an equal one.
   *
   * @param format of one in Redis that does not say it
   */
  static Supplier<ChannelStore> read(Section section, RedisFormat format) {
    Optional<String> type = section.required("type", StoreSettings::checkedType);
    MemoryStoreSettings memory = memory(section);
    Optional<RedisStoreSettings> redis =
        section.attempt(() -> RedisStoreSettings.read(section, format));
    only(section, type, List.of(MEMORY), List.of("maxChannels", "maxBytes"));
    only(section, type, List.of(MEMORY, REDIS), List.of("idleSeconds"));
    only(section, type, List.of(REDIS), RedisStoreSettings.KEYS);
    Map<String, String> settings = settings(section.section("settings"));
    boolean isClass = type.filter(word -> word.contains(".")).isPresent();
    if (section.has("settings") && type.isPresent() && !isClass) {
      section.refuse("settings", "only a class of your own has any; write them beside type");
    }
    section.end();
    if (type.isEmpty()) {
      throw section.unusable();
    }
    if (isClass) {
      Optional<StoreClass> own =
          section.parsed("type", name -> new StoreClass(name, settings).checked());
      return own.orElseThrow(section::unusable);
    }
    return type.get().equals(MEMORY) ? memory : redis.orElseThrow(section::unusable);
  }

  private static String checkedType(String text) {
    if (text.equals(MEMORY) || text.equals(REDIS) || text.contains(".")) {
      return text;
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is none of memory, redis, nor the name of a class such as com.example.MyStore");
  }

  private static MemoryStoreSettings memory(Section section) {
    MemoryStoreSettings standard = MemoryStoreSettings.DEFAULTS;
    return new MemoryStoreSettings(
        (int) section.number("maxChannels", standard.maxChannels(), 1, MAX_INT),
        section.number("maxBytes", standard.maxBytes(), 1024, MAX_BYTES),
        section.number("idleSeconds", standard.idleSeconds(), 0, MAX_SECONDS));
  }

  private static void only(
      Section section, Optional<String> type, List<String> theirs, List<String> keys) {
    for (String key : keys) {
      if (section.has(key) && type.isPresent() && !theirs.contains(type.get())) {
        section.refuse(
            key,
            "only a store of type "
                + String.join(" or ", theirs)
                + " has it, and this one's is "
                + type.get()
                + "; take this line out");
      }
    }
  }

  /** Of a class of somebody's own; names with dots come apart on the command line. */
  private static Map<String, String> settings(Section section) {
    Section flat = section.flattened();
    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : flat.orderedKeys()) {
      flat.text(key).ifPresent(value -> settings.put(key, value));
    }
    return settings;
  }
}
