package org.zmqwebbridge.it.relay;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.zmqwebbridge.channel.ChannelLimits;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.channel.redis.RedisStore;
import org.zmqwebbridge.observe.Counters;

/**
 * One bridge, as far as channels are concerned: it can die, and come back.
 *
 * <p>Owner thread: none.
 */
final class Node {
  private final RedisSettings settings;
  private final ExecutorService executor;
  private final ScheduledExecutorService timer;
  private final Counters counters;
  private final Set<Subscriber> here = ConcurrentHashMap.newKeySet();
  private volatile Channels channels; // null: it is dead

  Node(
      RedisSettings settings,
      ExecutorService executor,
      ScheduledExecutorService timer,
      Counters counters) {
    this.settings = settings;
    this.executor = executor;
    this.timer = timer;
    this.counters = counters;
  }

  void start() {
    Channels next =
        new Channels(
            RedisStore.open(settings, counters),
            ChannelLimits.DEFAULTS,
            executor,
            timer,
            System::nanoTime,
            counters);
    next.start();
    channels = next;
  }

  /** Its channels; {@code null}: it is dead. */
  Channels channels() {
    return channels;
  }

  void joined(Subscriber one) {
    here.add(one);
  }

  void left(Subscriber one) {
    here.remove(one);
  }

  /** It ends without a word; its subscribers notice, and go elsewhere. */
  void die() {
    Channels last = channels;
    channels = null;
    if (last != null) {
      last.close();
    }
    List<Subscriber> all = List.copyOf(here);
    all.forEach(here::remove);
    all.forEach(one -> executor.execute(() -> one.onBridgeLost(last)));
  }
}
