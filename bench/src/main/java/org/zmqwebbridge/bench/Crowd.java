package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
  private final List<Subscriber> healthy = new ArrayList<>();
  private final List<Subscriber> stalled = new ArrayList<>();
  private final List<Double> closedAfterSeconds = new ArrayList<>();
  private long stalledAtNanos;
  private long probedAtNanos;

  Crowd(LoadLoop loop, Door door, int all, int stalls, Subscriber.Listener listener) {
    this.loop = loop;
    for (int i = 0; i < all - stalls; i++) {
      healthy.add(new Subscriber(door, listener, false));
    }
    for (int i = 0; i < stalls; i++) {
      stalled.add(new Subscriber(door, listener, true));
    }
  }

  void connect(Progress progress) {
    List<Subscriber> all = new ArrayList<>(healthy);
    all.addAll(stalled);
    new Ramp(loop, all, ready -> progress.tick(() -> "connected " + ready + " of " + all.size()))
        .run();
  }

  /** Waits until the publisher reaches everybody. */
  void awaitGreetings(String publisher) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    List<Subscriber> waiting = new ArrayList<>(healthy);
    while (!waiting.isEmpty()) {
      loop.turn(System.nanoTime() + PROBE_NANOS);
      waiting.removeIf(Subscriber::isGreeted);
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

  List<Subscriber> healthy() {
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
    for (Subscriber subscriber : healthy) {
      if (!subscriber.isEnded()) {
        slowest = Math.min(slowest, subscriber.last());
      }
    }
    return slowest;
  }

  /** Publications that healthy ones have not got, of so many. */
  long missing(long published) {
    return healthy.stream().mapToLong(subscriber -> missing(subscriber, published)).sum();
  }

  private static long missing(Subscriber subscriber, long published) {
    return subscriber.missing() + published - subscriber.last();
  }

  /** The one that misses most, in words. */
  Optional<String> worst(long published) {
    return healthy.stream()
        .max(Comparator.comparingLong(subscriber -> missing(subscriber, published)))
        .map(
            worst ->
                String.format(
                    "connection %d misses %,d of %,d",
                    healthy.indexOf(worst), missing(worst, published), published));
  }

  long incomplete(long published) {
    return healthy.stream().filter(subscriber -> missing(subscriber, published) > 0).count();
  }

  long lost() {
    return healthy.stream().filter(Subscriber::isEnded).count();
  }

  long deliveries() {
    return healthy.stream().mapToLong(Subscriber::deliveries).sum();
  }
}
