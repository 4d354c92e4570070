package org.zmqwebbridge.it.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.redis.RedisLimits;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.channel.redis.RedisStore;
import org.zmqwebbridge.channel.redis.RedisTimes;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * A bridge as far as Redis sees one: a store, and what it was told.
 *
 * <p>Owner thread: the test's.
 */
final class OneBridge implements AutoCloseable {
  static final Retention MANY = new Retention(10_000, 10 << 20, 0);

  /** So short that a test need not wait, and so long that a busy machine keeps them. */
  static final RedisTimes QUICK = new RedisTimes(1_000, 400, 300, 3_000, 3_600, 300);

  final Heard heard = new Heard(1);
  final Counters counters = new Counters();
  final ChannelStore store;

  private OneBridge(RedisSettings settings) {
    store = RedisStore.open(settings, counters);
  }

  static OneBridge at(RedisServer server) {
    return at(RedisSettings.of(server).with(QUICK));
  }

  static OneBridge at(RedisServer server, RedisLimits limits) {
    return at(RedisSettings.of(server).with(QUICK).with(limits));
  }

  static OneBridge at(RedisSettings settings) {
    OneBridge one = new OneBridge(settings);
    one.store.start(one.heard);
    return one;
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  static Fault fault(CompletionStage<?> stage) {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
    return failed.getCause() instanceof ChannelException why ? why.fault() : Fault.UNAVAILABLE;
  }

  CompletionStage<Published> begin(String channel, String body, Retention retention) {
    Item item = new Item("text/plain", "", body.getBytes(UTF_8));
    return store.publish(channel, item, retention, true, Optional.empty());
  }

  Published publish(String body) {
    return publish(body, MANY);
  }

  Published publish(String body, Retention retention) {
    return now(begin("c", body, retention));
  }

  /** Publishes as soon as that can be done. */
  Published publishAtLast(String body) {
    Published[] done = new Published[1];
    Await.await(
        body + " to be published",
        () -> {
          try {
            done[0] = publish(body);
            return true;
          } catch (CompletionException notYet) {
            return false;
          }
        });
    return done[0];
  }

  void follow() {
    now(store.follow("c"));
  }

  List<String> kept() {
    return now(store.read("c", Place.OLDEST, 10_000)).messages().stream()
        .map(one -> new String(one.body(), UTF_8))
        .toList();
  }

  void awaitTold(String last) {
    Await.await(last + " to be told; " + heard.told, () -> heard.told.contains(last));
  }

  long count(Counter counter) {
    return counters.value(counter);
  }

  @Override
  public void close() {
    store.close();
  }
}
