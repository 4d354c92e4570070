package org.zmqwebbridge.channel.redis;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.StoreListener;

/**
 * Beginnings of channels' names of which the listener hears what it can, each message once.
 *
 * <p>Owner thread: none.
 */
final class Tapped {
  private final RedisSettings settings;
  private final StoreListener listener;
  private final Map<String, byte[]> patterns = new ConcurrentHashMap<>();

  Tapped(RedisSettings settings, StoreListener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  Collection<byte[]> patterns() {
    return patterns.values();
  }

  /** The pattern to subscribe to. */
  byte[] add(String prefix) {
    return patterns.computeIfAbsent(prefix, names -> Keys.pattern(settings, names));
  }

  /** The pattern that is not wanted any more. */
  byte[] remove(String prefix) {
    patterns.remove(prefix);
    return Keys.pattern(settings, prefix);
  }

  /** A message that comes by several patterns is heard by the shortest. */
  void heard(byte[] pattern, byte[] topic, Message message) {
    String channel = Keys.channel(settings, topic);
    patterns.entrySet().stream()
        .filter(one -> channel.startsWith(one.getKey()))
        .min(Comparator.comparingInt(one -> one.getKey().length()))
        .filter(one -> ByteBuffer.wrap(one.getValue()).equals(ByteBuffer.wrap(pattern)))
        .ifPresent(one -> listener.heard(channel, message));
  }
}
