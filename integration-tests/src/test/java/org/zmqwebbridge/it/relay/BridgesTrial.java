package org.zmqwebbridge.it.relay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;
import org.zmqwebbridge.kit.Await;

/**
 * Three bridges behind HAProxy that share a Redis with a replica and a sentinel; publishers and
 * subscribers come in by HTTP, while bridges, HAProxy, Redis and connections die. Afterwards each
 * subscriber has heard all that was acknowledged, once and in order, or was told of a gap.
 *
 * <p>Owner thread: the caller's.
 */
final class BridgesTrial implements AutoCloseable {
  private static final int PUBLISHERS = 4; // of each channel

  private final int messages;
  private final int faults;
  private final LongConsumer progress;
  private final Random random;
  private final HttpBooks books = new HttpBooks();
  private final List<HttpPublisher> publishers = new ArrayList<>();
  private final List<HttpSubscriber> subscribers = new ArrayList<>();
  private final List<Thread> publishing = new ArrayList<>();
  private final List<Thread> hearing = new ArrayList<>();
  private final Map<BridgesTrouble.Kind, Toll> tolls = new EnumMap<>(BridgesTrouble.Kind.class);
  private final BridgesTrouble trouble;

  /**
   * What a kind of fault has cost, until the next fault began.
   *
   * @param failed publications that failed, done or not
   */
  record Toll(int times, long failed, long repeated, long gaps, long comebacks) {
    private Toll plus(Toll other) {
      return new Toll(
          times + other.times,
          failed + other.failed,
          repeated + other.repeated,
          gaps + other.gaps,
          comebacks + other.comebacks);
    }

    private Toll minus(Toll other) {
      return new Toll(
          times - other.times,
          failed - other.failed,
          repeated - other.repeated,
          gaps - other.gaps,
          comebacks - other.comebacks);
    }
  }

  /**
   * @param messages so many are published, and more where faults take longer
   * @param paceNanos between two messages of a publisher; 0: as fast as it can
   * @param progress told how many were published
   */
  BridgesTrial(
      int channels, int messages, int faults, long paceNanos, long seed, LongConsumer progress) {
    this.messages = messages;
    this.faults = faults;
    this.progress = progress;
    this.random = new Random(seed);
    this.trouble = new BridgesTrouble(random);
    for (int i = 0; i < channels; i++) {
      people("c" + i, paceNanos);
    }
  }

  private void people(String channel, long paceNanos) {
    List<Receipts> here = new ArrayList<>();
    List<Hearing> hearings = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      Receipts receipts = new Receipts(publishers.size());
      here.add(receipts);
      publishers.add(
          new HttpPublisher(
              channel, receipts, i % 2 == 0, paceNanos, trouble.port(), hearings, books));
    }
    for (HttpSubscriber.Kind kind : HttpSubscriber.Kind.values()) {
      Hearing one = new Hearing(kind + " of " + channel, channel, here, books.all);
      hearings.add(one);
      subscribers.add(
          new HttpSubscriber(kind, channel, trouble.port(), one, books, random.nextLong()));
    }
  }

  /** Has messages published and things go wrong, until all publishers have ended. */
  void run() {
    subscribers.forEach(one -> start(one, "subscriber", hearing));
    publishers.forEach(one -> start(one, "publisher", publishing));
    List<BridgesTrouble.Kind> kinds = List.of(BridgesTrouble.Kind.values());
    Toll before = toll(0);
    for (int i = 0; i < faults; i++) {
      awaitPublished((long) messages * (i + 1) / (faults + 1));
      BridgesTrouble.Kind kind = kinds.get(i % kinds.size());
      trouble.make(kind);
      awaitPublished((long) messages * (i + 2) / (faults + 1) - 1);
      Toll after = toll(1);
      tolls.merge(kind, after.minus(before), Toll::plus);
      before = after.minus(new Toll(1, 0, 0, 0, 0));
    }
    awaitPublished(messages);
    publishers.forEach(HttpPublisher::finish);
    publishing.forEach(BridgesTrial::join);
  }

  /** Waits until all is heard, and compares that with what was acknowledged. */
  void conclude() {
    subscribers.forEach(one -> awaitComplete(one.hearing()));
    subscribers.forEach(HttpSubscriber::finish);
    hearing.forEach(BridgesTrial::join);
    subscribers.forEach(one -> one.hearing().close());
  }

  private Toll toll(int times) {
    return new Toll(
        times,
        books.all.failed.sum(),
        books.all.repeated.sum(),
        books.all.gaps.sum(),
        books.all.comebacks.sum());
  }

  private static void start(Runnable task, String name, List<Thread> all) {
    Thread thread = new Thread(task, name + "-" + all.size());
    thread.setDaemon(true);
    all.add(thread);
    thread.start();
  }

  private static void join(Thread thread) {
    Patience.await(thread.getName() + " to end", () -> !thread.isAlive());
  }

  private static void awaitComplete(Hearing one) {
    while (!one.isComplete()) {
      long before = one.received();
      try {
        Await.await("more to be heard", () -> one.received() > before || one.isComplete());
      } catch (AssertionError silent) {
        if (one.isExcused()) {
          return;
        }
        throw new AssertionError("it hears nothing: " + one.where(), silent);
      }
    }
  }

  private void awaitPublished(long due) {
    while (published() < due) {
      long before = published();
      Patience.await("something to be published", () -> published() > before);
      progress.accept(published());
    }
  }

  long published() {
    return books.all.acknowledged.sum() + books.all.failed.sum();
  }

  HttpBooks books() {
    return books;
  }

  /** What each kind of fault has cost. */
  Map<BridgesTrouble.Kind, Toll> tolls() {
    return tolls;
  }

  @Override
  public void close() {
    publishers.forEach(HttpPublisher::leave);
    subscribers.forEach(HttpSubscriber::finish);
    trouble.close();
  }
}
