package org.zmqwebbridge.it.relay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongConsumer;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.channel.redis.RedisTimes;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counters;

/**
 * Three bridges that share a Redis with a replica and a sentinel; publishers and subscribers spread
 * over all, while bridges, Redis and connections die. Afterwards each subscriber has heard all that
 * was acknowledged, once and in order, or was told of a gap.
 *
 * <p>Owner thread: the caller's.
 */
final class ChannelTrial implements AutoCloseable {
  private static final int BRIDGES = 3;
  private static final int CHANNELS = 8;
  private static final int PUBLISHERS = 4; // of each channel
  private static final RedisTimes TIMES = new RedisTimes(500, 400, 300, 3_000, 3_600, 300);

  private final int perPublisher;
  private final int faults;
  private final Random random;
  private final LongConsumer progress;
  private final Books books = new Books();
  private final Counters counters = new Counters();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final List<Node> nodes = new ArrayList<>();
  private final List<Publisher> publishers = new ArrayList<>();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final Map<Trouble.Kind, Integer> made = new EnumMap<>(Trouble.Kind.class);
  private final Trouble trouble;

  /**
   * @param messages about how many are published
   * @param progress told how many were
   */
  ChannelTrial(int messages, int faults, long seed, LongConsumer progress) {
    this.perPublisher = Math.max(1, messages / (CHANNELS * PUBLISHERS));
    this.faults = faults;
    this.random = new Random(seed);
    this.progress = progress;
    this.trouble = new Trouble(nodes, random);
    RedisSettings settings = RedisSettings.of(trouble.server()).with(TIMES);
    for (int i = 0; i < BRIDGES; i++) {
      nodes.add(new Node(settings, executor, timer, counters));
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      people("channel " + channel);
    }
  }

  private void people(String channel) {
    List<Publisher> here = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      int number = publishers.size() + i;
      here.add(
          new Publisher(
              channel, number, i % 2 == 0, perPublisher, nodes, books, timer, random.nextLong()));
    }
    publishers.addAll(here);
    for (boolean polls : new boolean[] {false, false, true}) {
      subscribers.add(new Subscriber(channel, polls, here, nodes, books, timer, random.nextLong()));
    }
  }

  void run() {
    nodes.forEach(Node::start);
    subscribers.forEach(Subscriber::come);
    CompletableFuture<?>[] all =
        publishers.stream().map(Publisher::run).toArray(CompletableFuture[]::new);
    CompletableFuture<Void> done = CompletableFuture.allOf(all);
    List<Trouble.Kind> kinds = new ArrayList<>(List.of(Trouble.Kind.values()));
    for (int i = 0; i < faults; i++) {
      long due = (long) perPublisher * publishers.size() * (i + 1) / (faults + 1);
      awaitPublished(due, done);
      Trouble.Kind kind = kinds.get(i % kinds.size());
      trouble.make(kind);
      made.merge(kind, 1, Integer::sum);
    }
    awaitPublished(Long.MAX_VALUE, done);
    subscribers.forEach(this::awaitComplete);
    subscribers.forEach(one -> one.hearing().close());
  }

  /** A poll asks for each message, and may be far behind. */
  private void awaitComplete(Subscriber one) {
    Hearing hearing = one.hearing();
    while (!hearing.isComplete()) {
      long before = hearing.received();
      try {
        Await.await("more to be heard", () -> hearing.received() > before || hearing.isComplete());
      } catch (AssertionError silent) {
        if (hearing.isExcused()) {
          return;
        }
        throw new AssertionError("it hears nothing: " + one.where(), silent);
      }
    }
  }

  private void awaitPublished(long due, CompletableFuture<Void> done) {
    while (published() < due && !done.isDone()) {
      long before = published();
      Await.await("something to be published", () -> published() > before || done.isDone());
      progress.accept(published());
    }
  }

  private long published() {
    return books.acknowledged.sum() + books.failed.sum();
  }

  Books books() {
    return books;
  }

  Counters counters() {
    return counters;
  }

  /** How often each thing went wrong. */
  Map<Trouble.Kind, Integer> made() {
    return made;
  }

  int messages() {
    return (perPublisher + 1) * publishers.size();
  }

  @Override
  public void close() {
    nodes.forEach(Node::die);
    trouble.close();
    timer.shutdownNow();
    executor.shutdownNow();
  }
}
