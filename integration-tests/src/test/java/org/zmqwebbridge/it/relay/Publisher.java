package org.zmqwebbridge.it.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.channel.Retention;

/**
 * Publishes numbered messages in a channel, one after the other, by whichever bridge. One with keys
 * tries each until it is acknowledged; the others go on with the next.
 *
 * <p>Owner thread: none: what follows on what.
 */
final class Publisher {
  private static final Retention MANY = new Retention(20_000, 8 << 20, 0);
  private static final int PAUSE_MILLIS = 20;

  final Receipts receipts;
  private final String channel;
  private final int number;
  private final boolean hasKeys;
  private final int count;
  private final List<Node> nodes;
  private final Books books;
  private final ScheduledExecutorService timer;
  private final Random random;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private int next;
  private int tries;

  Publisher(
      String channel,
      int number,
      boolean hasKeys,
      int count,
      List<Node> nodes,
      Books books,
      ScheduledExecutorService timer,
      long seed) {
    this.channel = channel;
    this.number = number;
    this.hasKeys = hasKeys;
    this.count = count;
    this.nodes = nodes;
    this.books = books;
    this.timer = timer;
    this.random = new Random(seed);
    this.receipts = new Receipts(number);
    receipts.end(count);
  }

  /** Publishes all; ends with the last, which is acknowledged. */
  CompletableFuture<Void> run() {
    publish();
    return done;
  }

  private void publish() {
    Channels channels = nodes.get(random.nextInt(nodes.size())).channels();
    CompletionStage<Published> stage;
    if (channels == null) {
      later();
      return;
    }
    int serial = next;
    tries++;
    Item item = new Item("text/plain", "", (number + " " + serial).getBytes(UTF_8));
    Optional<String> key =
        hasKeys || serial == count ? Optional.of(number + "/" + serial) : Optional.empty();
    stage = channels.publish(channel, item, MANY, true, key);
    CompletionStage<Object> unused =
        stage.handleAsync(
            (published, failure) -> {
              if (failure == null) {
                acknowledged(serial);
              } else {
                failed(serial);
              }
              return null;
            },
            timer);
  }

  private void acknowledged(int serial) {
    receipts.add(serial);
    books.acknowledged.increment();
    if (tries > 1) {
      books.repeated.increment();
    }
    goOn();
  }

  private void goOn() {
    tries = 0;
    if (next == count) {
      done.complete(null);
    } else {
      next++;
      publish();
    }
  }

  /** The last is tried until it is acknowledged, so that the end is known. */
  private void failed(int serial) {
    if (!hasKeys && serial < count) {
      books.failed.increment();
      tries = 0;
      next++;
    }
    later();
  }

  private void later() {
    Future<?> unused = timer.schedule(this::publish, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
