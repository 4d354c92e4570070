package org.zmqwebbridge.channel.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.resource.ClientResources;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.StoreListener;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.observe.Counters;

/**
 * Channels in Redis or Valkey, of all bridges that share it (docs/decisions/0047-redis-store.md).
 *
 * <p>Owner thread: none; nothing blocks but {@link #start}, which waits for a first connection.
 * Stages end on Lettuce's threads.
 */
public final class RedisStore implements ChannelStore {
  private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
  private static final long SAY_MILLIS = 25;
  private static final byte[] ONE = {'1'};
  private static final byte[] ZERO = {'0'};

  private final RedisSettings settings;
  private final Scripts scripts;
  private final ClientResources resources;
  private final ScheduledExecutorService timer;
  private final Dialer dialer;
  private final CommandLine redis;
  private final Attendance attendance;
  private final Counters counters;
  private final byte[] bridge;
  private volatile Following following;

  private RedisStore(RedisSettings settings, Counters counters) {
    this.settings = settings;
    this.counters = counters;
    this.scripts = Scripts.of(settings.format());
    this.resources =
        ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    this.timer = resources.eventExecutorGroup();
    this.dialer = new Dialer(settings, resources);
    this.redis = new CommandLine(dialer, settings, timer, counters);
    String name = UUID.randomUUID().toString();
    this.bridge = name.getBytes(UTF_8);
    this.attendance = new Attendance(redis, scripts, name, settings.times());
  }

  /** A store that is not begun, and counts for nobody. */
  public static ChannelStore open(RedisSettings settings) {
    return open(settings, new Counters());
  }

  /**
   * A store that is not begun.
   *
   * @throws IllegalArgumentException if its address cannot be read
   */
  public static ChannelStore open(RedisSettings settings, Counters counters) {
    return new RedisStore(settings, counters);
  }

  /**
   * Connects. A Redis that is not there yet does not stop the start: it is connected to when it is.
   *
   * @throws IllegalStateException if Redis does not let it in
   */
  @Override
  public void start(StoreListener listener) {
    following =
        new Following(settings, scripts, dialer, redis, attendance, timer, counters, listener);
    redis.connect();
    CompletableFuture<Void> hears = following.start();
    try {
      await(redis.tried());
      await(hears);
    } catch (IllegalStateException refused) {
      close();
      throw refused;
    }
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            attendance::sayChanges, SAY_MILLIS, SAY_MILLIS, TimeUnit.MILLISECONDS);
    log.info("channels are in {}, keys begin with {}", settings.server(), settings.keyPrefix());
  }

  /** Waits in bounded time; one that is refused will always be, others may come later. */
  private void await(CompletableFuture<Void> connected) {
    try {
      connected.get(2L * settings.times().timeoutMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof RedisCommandExecutionException) {
          throw new IllegalStateException(
              settings.server() + " does not let us in: " + cause.getMessage(), failed);
        }
      }
    } catch (TimeoutException notYet) {
      log.warn("{} is not there yet", settings.server());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Keys keys(String channel) {
    return new Keys(settings.keyPrefix(), settings.format(), settings.server().database(), channel);
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  private static byte[] text(String words) {
    return words.getBytes(UTF_8);
  }

  private byte[] idle() {
    return text(settings.times().idleSeconds());
  }

  private byte[] maxKeys() {
    return text(settings.limits().maxKeys());
  }

  @Override
  public CompletionStage<Published> publish(
      String channel, Item item, Retention retention, boolean create, Optional<String> key) {
    Keys keys = keys(channel);
    return redis
        .run(
            scripts.publish(),
            key.map(keys::mainAnd).orElseGet(keys::main),
            reply -> Publication.of(reply, item, retention),
            keys.topic(),
            bridge,
            idle(),
            maxKeys(),
            text(settings.times().keySeconds()),
            create ? ONE : ZERO,
            text(retention.maxMessages()),
            text(Math.min(retention.maxBytes(), Publication.MOST_BYTES)),
            text(retention.maxAgeSeconds()),
            text(ItemText.type(item)),
            text(item.event()),
            item.body())
        .thenCompose(done -> counted(channel, done));
  }

  /** Says how many are given it, here and elsewhere. */
  private CompletionStage<Published> counted(String channel, Publication done) {
    if (done.isRepeated()) {
      return CompletableFuture.completedFuture(done.published(0));
    }
    return following.published(channel, done).thenApply(done::published);
  }

  @Override
  public CompletionStage<Stretch> read(String channel, Place place, int max) {
    byte[][] where = where(place);
    return redis.run(
        scripts.read(),
        keys(channel).main(),
        reply -> stretch(reply, place),
        idle(),
        text(Math.max(0, max)),
        where[0],
        where[1],
        where[2]);
  }

  private static byte[][] where(Place place) {
    return place instanceof Place.After after
        ? new byte[][] {text("after"), text(after.id().seconds()), text(after.id().tag())}
        : new byte[][] {text("nth"), text(((Place.Nth) place).number()), ZERO};
  }

  private static Stretch stretch(Reply reply, Place place) {
    return reply.flag(0)
        ? new Stretch(true, reply.messages(5), reply.id(1), reply.flag(3), reply.flag(4))
        : Stretch.missing(place);
  }

  @Override
  public CompletionStage<Stretch> readFollowed(String channel, Place place, int max) {
    if (place instanceof Place.After after) {
      Optional<Stretch> known = following.after(channel, after.id(), max);
      if (known.isPresent()) {
        return CompletableFuture.completedFuture(known.get());
      }
    }
    return read(channel, place, max);
  }

  @Override
  public CompletionStage<Optional<ChannelState>> state(String channel) {
    boolean asked = following.isRequested(channel);
    return redis.run(
        scripts.state(),
        keys(channel).main(),
        reply ->
            reply.flag(0)
                ? Optional.of(
                    new ChannelState(
                        reply.number(1), asked ? 0 : reply.number(2), reply.count(3), reply.id(4)))
                : Optional.empty(),
        bridge);
  }

  @Override
  public CompletionStage<Boolean> create(String channel) {
    if (following.exists(channel)) {
      return CompletableFuture.completedFuture(false);
    }
    return redis.run(
        scripts.create(), keys(channel).main(), Publication::isMade, idle(), maxKeys());
  }

  @Override
  public CompletionStage<Boolean> delete(String channel) {
    Keys keys = keys(channel);
    return redis.run(
        scripts.delete(),
        keys.main(),
        reply -> {
          following.gone(channel); // the one that makes it next must ask, told or not
          return reply.flag(0);
        },
        keys.topic());
  }

  @Override
  public CompletionStage<Void> forget(String channel, MessageId id) {
    return forget(channel, id, 0);
  }

  @Override
  public CompletionStage<Void> forget(String channel, MessageId id, int least) {
    Keys keys = keys(channel);
    return redis.run(
        scripts.forget(),
        keys.main(),
        reply -> {
          if (reply.flag(0)) {
            following.forget(channel, id);
          }
          return null;
        },
        keys.topic(),
        text(id.seconds()),
        text(id.tag()),
        text(least));
  }

  @Override
  public CompletionStage<Void> follow(String channel) {
    return following.follow(channel, keys(channel));
  }

  @Override
  public void unfollow(String channel) {
    following.unfollow(channel);
  }

  @Override
  public CompletionStage<Void> tap(String prefix) {
    return following.tap(prefix);
  }

  @Override
  public void untap(String prefix) {
    following.untap(prefix);
  }

  @Override
  public void subscribers(String channel, int count) {
    attendance.count(channel, keys(channel), count);
  }

  @Override
  public void present(String channel, String member, int connections) {
    attendance.present(channel, keys(channel), member, connections);
  }

  @Override
  public CompletionStage<Map<String, Integer>> members(String channel) {
    Keys keys = keys(channel);
    return redis.run(
        scripts.present(), keys.presence(), RedisStore::members, keys.topic(), new byte[0], ZERO);
  }

  private static Map<String, Integer> members(Reply reply) {
    Map<String, Integer> all = new HashMap<>();
    for (int i = 0; i < reply.values().size(); i += 2) {
      all.put(reply.text(i), Integer.parseInt(reply.word(i + 1)));
    }
    return Map.copyOf(all);
  }

  @Override
  public void close() {
    if (following != null) {
      following.close();
    }
    redis.close();
    dialer.close();
  }
}
