package org.zmqwebbridge.channel.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.observe.Counters;

/**
 * Hears what Redis publishes in topics. On each new connection all topics are subscribed again.
 *
 * <p>Owner thread: none; what is heard comes on Lettuce's thread of the connection, in order.
 */
final class HearingLine extends Line<StatefulRedisPubSubConnection<byte[], byte[]>> {
  private static final int TOPICS_AT_ONCE = 256;

  /** Who hears. */
  interface Listener {
    /** Published; on a connection that may have been given up. */
    void heard(byte[] topic, byte[] message);

    /** The same for topics by a pattern. */
    void tapped(byte[] pattern, byte[] topic, byte[] message);

    /** From now on, what is published in the topic is heard. */
    void subscribed(byte[] topic);
  }

  private final Dialer dialer;
  private final Listener listener;
  private final Supplier<Collection<byte[]>> topics;
  private final Supplier<Collection<byte[]>> patterns;

  /**
   * @param topics all that are to be heard
   * @param patterns of more topics, about which there is no promise
   */
  HearingLine(
      Dialer dialer,
      ScheduledExecutorService timer,
      Counters counters,
      Listener listener,
      Supplier<Collection<byte[]>> topics,
      Supplier<Collection<byte[]>> patterns) {
    super("hear", timer, counters);
    this.dialer = dialer;
    this.listener = listener;
    this.topics = topics;
    this.patterns = patterns;
  }

  @Override
  CompletionStage<StatefulRedisPubSubConnection<byte[], byte[]>> dial() {
    return dialer.hearing();
  }

  @Override
  StatefulConnection<byte[], byte[]> connection(StatefulRedisPubSubConnection<byte[], byte[]> one) {
    return one;
  }

  @Override
  void onOpen(StatefulRedisPubSubConnection<byte[], byte[]> one) {
    one.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(byte[] topic, byte[] message) {
            if (open() == one) {
              listener.heard(topic, message);
            }
          }

          @Override
          public void message(byte[] pattern, byte[] topic, byte[] message) {
            if (open() == one) {
              listener.tapped(pattern, topic, message);
            }
          }

          @Override
          public void subscribed(byte[] topic, long count) {
            if (open() == one) {
              listener.subscribed(topic);
            }
          }
        });
    byte[][] taps = patterns.get().toArray(byte[][]::new);
    if (taps.length > 0) {
      Future<?> unused = one.async().psubscribe(taps);
    }
    List<byte[]> some = new ArrayList<>();
    for (byte[] topic : topics.get()) {
      some.add(topic);
      if (some.size() == TOPICS_AT_ONCE) {
        subscribe(one, some);
        some.clear();
      }
    }
    if (!some.isEmpty()) {
      subscribe(one, some);
    }
  }

  private void subscribe(StatefulRedisPubSubConnection<byte[], byte[]> one, List<byte[]> some) {
    one.async()
        .subscribe(some.toArray(byte[][]::new))
        .handle(
            (nothing, failure) -> {
              if (failure != null) {
                lose(one, "it does not subscribe: " + failure);
              }
              return null;
            });
  }

  /** Wants to hear a topic; without a connection, on the next one. */
  void subscribe(byte[] topic) {
    StatefulRedisPubSubConnection<byte[], byte[]> one = open();
    if (one != null) {
      subscribe(one, List.of(topic));
    }
  }

  void unsubscribe(byte[] topic) {
    StatefulRedisPubSubConnection<byte[], byte[]> one = open();
    if (one != null) {
      Future<?> unused = one.async().unsubscribe(topic);
    }
  }

  /** Wants to hear topics by a pattern; fails without a connection, and is done on the next one. */
  CompletionStage<Void> tap(byte[] pattern) {
    StatefulRedisPubSubConnection<byte[], byte[]> one = open();
    return one == null
        ? CompletableFuture.failedFuture(
            new ChannelException(Fault.UNAVAILABLE, "Redis is not there"))
        : one.async().psubscribe(pattern);
  }

  void untap(byte[] pattern) {
    StatefulRedisPubSubConnection<byte[], byte[]> one = open();
    if (one != null) {
      Future<?> unused = one.async().punsubscribe(pattern);
    }
  }

  /** Does not hear any more: connects again. */
  void renew(String why) {
    StatefulRedisPubSubConnection<byte[], byte[]> one = open();
    if (one != null) {
      lose(one, why);
    }
  }
}
