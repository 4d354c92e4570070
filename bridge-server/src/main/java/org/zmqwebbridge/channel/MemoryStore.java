package org.zmqwebbridge.channel;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * Channels in memory, of this bridge alone; gone when it ends.
 *
 * <p>Owner thread: none; a lock for each channel, under which its listener is told.
 */
public class MemoryStore implements ChannelStore {
  private static final long DELETED_SECONDS = 2; // so that no id comes twice

  private final InstantSource clock;
  private final int maxChannels;
  private final long idleSeconds;
  private final ByteBudget room;
  private final Map<String, MessageLog> logs = new ConcurrentHashMap<>();
  private final AtomicInteger channels = new AtomicInteger();
  private final Map<String, Map<String, Integer>> members = new ConcurrentHashMap<>();
  private final Set<String> taps = new CopyOnWriteArraySet<>();
  private volatile StoreListener listener;

  /**
   * @param maxChannels how many there may be
   * @param maxBytes of all messages that are kept
   * @param idleSeconds how long a channel stays that keeps nothing and has no subscribers; 0: for
   *     ever
   */
  public MemoryStore(InstantSource clock, int maxChannels, long maxBytes, long idleSeconds) {
    this.clock = clock;
    this.maxChannels = maxChannels;
    this.idleSeconds = idleSeconds;
    this.room = new ByteBudget(maxBytes);
  }

  @Override
  public void start(StoreListener hearing) {
    listener = hearing;
  }

  private long now() {
    return clock.millis() / 1_000;
  }

  /** How many channels there are. */
  public int size() {
    return channels.get();
  }

  /** How many bytes the bodies of all messages have. */
  public long bytes() {
    return room.taken();
  }

  /** Does something with a log that stays in the map meanwhile. */
  private <T> CompletionStage<T> with(String channel, Use<T> use) {
    while (true) {
      MessageLog log = logs.computeIfAbsent(channel, any -> new MessageLog());
      synchronized (log) {
        if (logs.get(channel) == log) {
          try {
            return CompletableFuture.completedFuture(use.of(log, now()));
          } catch (ChannelException refused) {
            return CompletableFuture.failedFuture(refused);
          }
        }
      }
    }
  }

  /** What is done with a log, under its lock. */
  @FunctionalInterface
  private interface Use<T> {
    T of(MessageLog log, long now);
  }

  private boolean make(MessageLog log, long now) {
    if (log.exists()) {
      return false;
    }
    if (channels.incrementAndGet() > maxChannels) {
      channels.decrementAndGet();
      throw new ChannelException(Fault.TOO_MANY_CHANNELS, "there are too many channels");
    }
    log.create(now);
    return true;
  }

  @Override
  public CompletionStage<Published> publish(
      String channel, Item item, Retention retention, boolean create, Optional<String> key) {
    return with(
        channel,
        (log, now) -> {
          if (!create && !log.exists()) {
            throw new ChannelException(Fault.MISSING, "there is no channel of this name");
          }
          Message before = key.map(log::byKey).orElse(null);
          if (before != null) {
            return new Published(before, log.state(now, 0));
          }
          boolean made = make(log, now);
          long kept = log.bytes();
          if (!room.tryTake(log.growth(item.body().length, retention))) {
            unmake(log, made, now);
            throw new ChannelException(Fault.FULL, "the store has no room for it");
          }
          Message message = log.add(item, retention, now);
          room.give(kept + log.growth(item.body().length, retention) - log.bytes());
          key.ifPresent(one -> log.remember(one, message));
          if (taps.stream().anyMatch(channel::startsWith)) {
            listener.heard(channel, message);
          }
          return new Published(message, log.state(now, listener.published(channel, message)));
        });
  }

  private void unmake(MessageLog log, boolean made, long now) {
    if (made) {
      log.delete(now);
      channels.decrementAndGet();
    }
  }

  @Override
  public CompletionStage<Stretch> read(String channel, Place place, int max) {
    if (!logs.containsKey(channel)) {
      return CompletableFuture.completedFuture(Stretch.missing(place));
    }
    return with(
        channel,
        (log, now) -> {
          long kept = log.bytes();
          Stretch stretch = log.exists() ? log.read(place, max, now) : Stretch.missing(place);
          room.give(kept - log.bytes());
          return stretch;
        });
  }

  @Override
  public CompletionStage<Optional<ChannelState>> state(String channel) {
    if (!logs.containsKey(channel)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return with(
        channel,
        (log, now) -> {
          long kept = log.bytes();
          log.trim(now);
          room.give(kept - log.bytes());
          return log.exists() ? Optional.of(log.state(now, 0)) : Optional.empty();
        });
  }

  @Override
  public CompletionStage<Boolean> create(String channel) {
    return with(channel, this::make);
  }

  @Override
  public CompletionStage<Boolean> delete(String channel) {
    if (!logs.containsKey(channel)) {
      return CompletableFuture.completedFuture(false);
    }
    return with(
        channel,
        (log, now) -> {
          boolean was = log.exists();
          if (was) {
            room.give(log.bytes());
            log.delete(now);
            channels.decrementAndGet();
            listener.deleted(channel);
          }
          return was;
        });
  }

  @Override
  public CompletionStage<Void> forget(String channel, MessageId id) {
    return forget(channel, id, 0);
  }

  @Override
  public CompletionStage<Void> forget(String channel, MessageId id, int least) {
    if (!logs.containsKey(channel)) {
      return CompletableFuture.completedFuture(null);
    }
    return with(
        channel,
        (log, now) -> {
          long kept = log.bytes();
          log.forget(id, least);
          room.give(kept - log.bytes());
          return null;
        });
  }

  @Override
  public CompletionStage<Void> follow(String channel) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void unfollow(String channel) {
    // its listener is told of all
  }

  @Override
  public CompletionStage<Void> tap(String prefix) {
    taps.add(prefix);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void untap(String prefix) {
    taps.remove(prefix);
  }

  @Override
  public void subscribers(String channel, int count) {
    // there are no others to be told
  }

  @Override
  public void present(String channel, String member, int connections) {
    members.compute(
        channel,
        (same, before) -> {
          Map<String, Integer> there = before == null ? new ConcurrentHashMap<>() : before;
          Integer had = connections == 0 ? there.remove(member) : there.put(member, connections);
          if ((had == null) != (connections == 0)) {
            listener.member(channel, member, connections > 0);
          }
          return there.isEmpty() ? null : there;
        });
  }

  @Override
  public CompletionStage<Map<String, Integer>> members(String channel) {
    return CompletableFuture.completedFuture(Map.copyOf(members.getOrDefault(channel, Map.of())));
  }

  /** Drops what is too old, and channels that nobody uses. */
  @Override
  public void sweep(Predicate<String> isWanted) {
    long now = now();
    logs.forEach(
        (name, log) -> {
          synchronized (log) {
            long kept = log.bytes();
            log.trim(now);
            room.give(kept - log.bytes());
            boolean idle = idleSeconds > 0 && log.isIdle(now, idleSeconds);
            if (log.exists() && idle && !isWanted.test(name)) {
              log.delete(now);
              channels.decrementAndGet();
            } else if (!log.exists() && log.isIdle(now, DELETED_SECONDS)) {
              logs.remove(name, log);
            }
          }
        });
  }

  @Override
  public void close() {
    logs.clear();
  }
}
