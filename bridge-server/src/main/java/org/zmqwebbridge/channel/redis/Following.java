package org.zmqwebbridge.channel.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.StoreListener;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * The channels that this bridge follows: hears of them, reads what it did not hear, and makes sure
 * that it is not deaf.
 *
 * <p>Owner thread: none. Lifetime: until it is closed.
 */
final class Following implements HearingLine.Listener, Followed.Asks, AutoCloseable {
  private static final int GRACE_MILLIS = 100;
  private static final int CHECK_ALL_MILLIS = 500;
  private static final int AT_ONCE = 256;

  private final RedisSettings settings;
  private final Scripts scripts;
  private final CommandLine redis;
  private final HearingLine hearing;
  private final Attendance attendance;
  private final ScheduledExecutorService timer;
  private final Counters counters;
  private final StoreListener listener;
  private final Map<String, Followed> byName = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, Followed> byTopic = new ConcurrentHashMap<>();
  private final Tapped tapped;

  Following(
      RedisSettings settings,
      Scripts scripts,
      Dialer dialer,
      CommandLine redis,
      Attendance attendance,
      ScheduledExecutorService timer,
      Counters counters,
      StoreListener listener) {
    this.settings = settings;
    this.scripts = scripts;
    this.redis = redis;
    this.attendance = attendance;
    this.timer = timer;
    this.counters = counters;
    this.listener = listener;
    this.tapped = new Tapped(settings, listener);
    this.hearing = new HearingLine(dialer, timer, counters, this, this::topics, tapped::patterns);
  }

  /** Ends with the first attempt to connect. */
  CompletableFuture<Void> start() {
    hearing.connect();
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            this::checkAll, CHECK_ALL_MILLIS, CHECK_ALL_MILLIS, TimeUnit.MILLISECONDS);
    return hearing.tried();
  }

  private List<byte[]> topics() {
    return byName.values().stream().map(one -> one.keys().topic()).toList();
  }

  // What the store asks

  CompletionStage<Void> follow(String channel, Keys keys) {
    Followed one =
        byName.computeIfAbsent(
            channel,
            name -> {
              Followed made = new Followed(name, keys, listener, this, counters, settings.limits());
              byTopic.put(ByteBuffer.wrap(keys.topic()), made);
              hearing.subscribe(keys.topic());
              return made;
            });
    return one.followed()
        .toCompletableFuture()
        .orTimeout(settings.times().timeoutMillis(), TimeUnit.MILLISECONDS);
  }

  void unfollow(String channel) {
    byName.computeIfPresent(
        channel,
        (name, one) -> {
          one.end();
          byTopic.remove(ByteBuffer.wrap(one.keys().topic()));
          hearing.unsubscribe(one.keys().topic());
          return null;
        });
  }

  boolean exists(String channel) {
    Followed one = byName.get(channel);
    return one != null && one.exists();
  }

  /** This bridge has deleted it; that will be told in its turn. */
  void gone(String channel) {
    Followed one = byName.get(channel);
    if (one != null) {
      one.gone();
    }
  }

  boolean isRequested(String channel) {
    Followed one = byName.get(channel);
    return one != null && one.isRequested();
  }

  Optional<Stretch> after(String channel, MessageId id, int max) {
    Followed one = byName.get(channel);
    long now = System.currentTimeMillis() / 1_000;
    return one == null ? Optional.empty() : one.after(id, max, now);
  }

  void forget(String channel, MessageId id) {
    Followed one = byName.get(channel);
    if (one != null) {
      one.forgotten(id);
    }
  }

  /** This bridge has published; ends with how many here are given it. */
  CompletionStage<Integer> published(String channel, Publication done) {
    Followed one = byName.get(channel);
    int here = attendance.count(channel);
    if (one == null) {
      return CompletableFuture.completedFuture(here);
    }
    CompletableFuture<Integer> count = one.published(done.frame());
    if (count.isDone()) {
      return count.thenApply(known -> known < 0 ? here : known);
    }
    long offset = done.message().offset();
    return count
        .completeOnTimeout(-1, settings.times().timeoutMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            known -> {
              one.unwanted(offset);
              return known < 0 ? here : known;
            });
  }

  CompletionStage<Void> tap(String prefix) {
    return hearing.tap(tapped.add(prefix));
  }

  void untap(String prefix) {
    hearing.untap(tapped.remove(prefix));
  }

  // What is heard

  @Override
  public void tapped(byte[] pattern, byte[] topic, byte[] message) {
    if (Frame.read(message).orElse(null) instanceof Frame.Told told) {
      tapped.heard(pattern, topic, told.message());
    }
  }

  @Override
  public void heard(byte[] topic, byte[] message) {
    Followed one = byTopic.get(ByteBuffer.wrap(topic));
    if (one == null) {
      return;
    }
    one.liveness().heard();
    Frame frame = Frame.read(message).orElse(null);
    if (frame instanceof Frame.Told told) {
      one.told(told, true);
    } else if (frame instanceof Frame.Deleted deleted) {
      one.deleted(deleted);
    } else if (frame instanceof Frame.Probe probe) {
      one.probed(probe);
    } else if (frame instanceof Frame.Forgotten forgotten) {
      one.forgotten(forgotten.id());
    } else if (frame instanceof Frame.Member member) {
      one.member(member);
    } else {
      counters.increment(Counter.REDIS_NONSENSE);
    }
  }

  @Override
  public void subscribed(byte[] topic) {
    Followed one = byTopic.get(ByteBuffer.wrap(topic));
    if (one != null) {
      one.liveness().heard();
      one.subscribed();
    }
  }

  // What is read

  @Override
  public Executor executor() {
    return timer;
  }

  @Override
  public void fill(Followed one) {
    Position position = one.position();
    CompletionStage<Object> unused =
        ask(one, position, position.live() ? AT_ONCE : 0, false)
            .handle(
                (missed, failure) -> {
                  if (failure == null) {
                    one.filled(missed, position);
                    if (!missed.epoch().equals(position.epoch())) {
                      attendance.sayAgain(one.name());
                    }
                  } else {
                    one.notFilled();
                  }
                  return null;
                });
  }

  private CompletionStage<Missed> ask(Followed one, Position position, int max, boolean probe) {
    return redis.run(
        scripts.fill(),
        one.keys().main(),
        Missed::of,
        one.keys().topic(),
        text(settings.times().idleSeconds()),
        text(max),
        position.epoch().getBytes(UTF_8),
        text(position.offset()),
        text(position.last().seconds()),
        text(position.last().tag()),
        text(probe ? 1 : 0),
        text(one.takeRequested() ? 1 : 0));
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  @Override
  public void suspect(Followed one, long offset) {
    try {
      Future<?> unused =
          timer.schedule(
              () -> {
                if (!one.isTold(offset)
                    && one.liveness().probedNanos() == 0
                    && hearing.open() != null) {
                  check(one, true); // what comes before the probe has then come, or is lost
                }
              },
              GRACE_MILLIS,
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      // nobody is told anything any more
    }
  }

  // Whether it is deaf

  private void checkAll() {
    attendance.sayAgain();
    long now = System.nanoTime();
    int left = Math.max(1, settings.limits().maxChecksPerSecond() * CHECK_ALL_MILLIS / 1_000);
    for (Followed one : byName.values()) {
      if (isOver(one.liveness().probedNanos(), now)) {
        counters.increment(Counter.REDIS_DEAF);
        byName.values().forEach(each -> each.liveness().notProbing());
        hearing.renew("it is deaf");
        return;
      }
      if (left == 0) {
        return;
      }
      if (one.isOwing()) {
        left--;
        one.fill(0);
      } else if (isDue(one.liveness().checkedNanos(), settings.times().checkMillis(), now)
          || isIdle(one, now)
          || one.isRequested()) {
        left--;
        check(one, isIdle(one, now));
      }
    }
  }

  private boolean isOver(long probedNanos, long now) {
    return probedNanos != 0
        && now - probedNanos > TimeUnit.MILLISECONDS.toNanos(settings.times().timeoutMillis());
  }

  private static boolean isDue(long since, int millis, long now) {
    return now - since > TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private boolean isIdle(Followed one, long now) {
    return one.liveness().probedNanos() == 0
        && isDue(one.liveness().heardNanos(), settings.times().probeMillis(), now)
        && hearing.open() != null;
  }

  /** Compares its position; an idle one is probed as a publication goes. */
  private void check(Followed one, boolean probe) {
    one.liveness().checked();
    Position position = one.position();
    if (probe) {
      one.liveness().probing();
    }
    CompletionStage<Object> unused =
        ask(one, position, 0, probe)
            .handle(
                (missed, failure) -> {
                  if (failure == null) {
                    one.compare(missed, position);
                  } else if (probe) {
                    one.liveness().notProbing();
                  }
                  return null;
                });
  }

  @Override
  public void close() {
    byName.values().forEach(Followed::end);
    hearing.close();
  }
}
