package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Ramp;

/**
 * Subscribers, of which some may stop to read.
 *
 * <p>Owner thread: the loop's.
 */
final class Crowd {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final LoadLoop loop;
  private final List<Subscription> healthy = new ArrayList<>();
  private final List<Subscriber> stalled = new ArrayList<>();
  private final List<Double> closedAfterSeconds = new ArrayList<>();
  private long stalledAtNanos;
  private long probedAtNanos;

  /** Nobody. */
  Crowd(LoadLoop loop) {
    this.loop = loop;
  }

  /** So many more who read. */
  Crowd with(int count, Supplier<? extends Subscription> maker) {
    Stream.generate(maker).limit(count).forEach(healthy::add);
    return this;
  }

  /** So many more who will stop to. */
  Crowd withStalled(int count, Supplier<Subscriber> maker) {
    Stream.generate(maker).limit(count).forEach(stalled::add);
    return this;
  }

  void connect(Progress progress) {
    List<Subscription> all = new ArrayList<>(healthy);
    all.addAll(stalled);
    new Ramp(loop, all, ready -> progress.tick(() -> "connected " + ready + " of " + all.size()))
        .run();
  }

  /** Waits until the publisher reaches everybody. */
  void awaitGreetings(String publisher) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    List<Subscription> waiting = new ArrayList<>(healthy);
    while (!waiting.isEmpty()) {
      loop.turn(System.nanoTime() + PROBE_NANOS);
      waiting.removeIf(subscription -> subscription.reception().isGreeted());
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            waiting.size()
                + " of "
                + healthy.size()
                + " subscribers got nothing from the publisher at "
                + publisher
                + " in 10 s: the endpoint's address in the bridge's configuration must be the one"
                + " of --publish, as the bridge sees it");
      }
    }
  }

  /** Those that are to stop to read do so. */
  void stall() {
    stalledAtNanos = System.nanoTime();
    stalled.forEach(subscriber -> subscriber.connection().stall());
  }

  /** Sees whether the stalled are still connected; to be called often. */
  void probe() {
    long now = System.nanoTime();
    if (now - probedAtNanos < PROBE_NANOS) {
      return;
    }
    probedAtNanos = now;
    for (Subscriber subscriber : List.copyOf(stalled)) {
      if (subscriber.isEnded()) {
        stalled.remove(subscriber);
        closedAfterSeconds.add((now - stalledAtNanos) / 1e9);
      } else {
        subscriber.connection().probe();
      }
    }
  }

  List<Subscription> healthy() {
    return healthy;
  }

  /** How many of the stalled are still connected. */
  int stillStalled() {
    return stalled.size();
  }

  /** When the others were closed, counted from their stall. */
  List<Double> closedAfterSeconds() {
    return closedAfterSeconds;
  }

  /** What all healthy ones have; the largest number there is if none is left. */
  long slowest() {
    long slowest = Long.MAX_VALUE;
    for (Subscription subscription : healthy) {
      if (!subscription.isEnded()) {
        slowest = Math.min(slowest, subscription.reception().last());
      }
    }
    return slowest;
  }

  /** Publications that healthy ones have not got, of so many. */
  long missing(long published) {
    return healthy.stream().mapToLong(subscription -> missing(subscription, published)).sum();
  }

  private static long missing(Subscription subscription, long published) {
    Reception reception = subscription.reception();
    return reception.missing() + published - reception.last();
  }

  /** The one that misses most, in words. */
  Optional<String> worst(long published) {
    return healthy.stream()
        .max(Comparator.comparingLong(subscription -> missing(subscription, published)))
        .map(
            worst ->
                String.format(
                    "connection %d misses %,d of %,d",
                    healthy.indexOf(worst), missing(worst, published), published));
  }

  long incomplete(long published) {
    return healthy.stream().filter(subscription -> missing(subscription, published) > 0).count();
  }

  long lost() {
    return healthy.stream().filter(Subscription::isEnded).count();
  }

  long deliveries() {
    return healthy.stream().mapToLong(subscription -> subscription.reception().deliveries()).sum();
  }
}
