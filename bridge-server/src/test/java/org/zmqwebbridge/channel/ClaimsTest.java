package org.zmqwebbridge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counters;

/**
 * Who is given what is published, and is counted for it: a publisher is told no more than that.
 * Deliveries run when the test says so.
 */
class ClaimsTest {
  private static final HoldOptions OLDEST =
      new HoldOptions(Place.OLDEST, true, Concurrency.BROADCAST, 0);

  private final InstantSource clock = () -> Instant.ofEpochSecond(1_000);
  private final Deque<Runnable> turns = new ArrayDeque<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final CompletableFuture<Void> reading = new CompletableFuture<>();
  private final List<String> told = new ArrayList<>();
  private final AtomicReference<Hold> claimed = new AtomicReference<>();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private Channels channels() {
    ChannelStore store =
        new MemoryStore(clock, 10, 1_000, 5) {
          @Override
          public CompletionStage<Stretch> read(String channel, Place from, int max) {
            return reading.thenCompose(go -> super.read(channel, from, max));
          }
        };
    Channels made =
        new Channels(store, ChannelLimits.DEFAULTS, turns::add, timer, () -> 0, new Counters());
    made.start();
    return made;
  }

  private void turn() {
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
  }

  /** How many are given it. */
  private static int publish(Channels channels, String channel, String text) {
    return channels
        .publish(
            channel,
            new Item("", "", text.getBytes(UTF_8)),
            Retention.NOTHING,
            true,
            Optional.empty())
        .toCompletableFuture()
        .join()
        .state()
        .subscribers();
  }

  /** One of several places where one waits for one message of any. */
  private final class OneOf implements Hold {
    @Override
    public boolean isForOne() {
      return true;
    }

    @Override
    public boolean claim() {
      return claimed.compareAndSet(null, this) || claimed.get() == this;
    }

    @Override
    public void messages(Delivery delivery) {
      delivery.messages().forEach(message -> told.add(new String(message.body(), UTF_8)));
    }

    @Override
    public void gap() {}

    @Override
    public void deleted() {}

    @Override
    public void displaced() {}

    @Override
    public void failed(ChannelException why) {
      told.add(why.getMessage());
    }
  }

  @Test
  void whoWaitsInTwoChannelsForOneMessageIsClaimedByOneOfThem() {
    reading.complete(null);
    Channels channels = channels();
    channels.hold("a", new OneOf(), OLDEST);
    channels.hold("b", new OneOf(), OLDEST);
    assertEquals(1, publish(channels, "a", "first"));
    assertEquals(0, publish(channels, "b", "second"));
    assertEquals(0, channels.subscribers("b"));
    turn();
    assertEquals(List.of("first"), told);
  }

  @Test
  void whoStillReadsInTwoChannelsIsClaimedByOneOfThem() {
    Channels channels = channels();
    channels.hold("a", new OneOf(), OLDEST);
    channels.hold("b", new OneOf(), OLDEST);
    assertEquals(1, publish(channels, "b", "first"));
    assertEquals(0, publish(channels, "a", "second"));
    reading.complete(null);
    turn();
    assertEquals(List.of("first"), told);
  }

  @Test
  void whoStillReadsAndWaitsForOneMessageIsCountedForOne() {
    Channels channels = channels();
    RecordingHold poll = RecordingHold.poll();
    channels.hold("a", poll, OLDEST);
    assertEquals(1, publish(channels, "a", "first"));
    assertEquals(0, publish(channels, "a", "second"));
    reading.complete(null);
    turn();
    assertEquals(List.of("(listening)", "first"), poll.told);
  }

  @Test
  void whoWaitsForALaterMessageIsNotCountedForThis() {
    reading.complete(null);
    Channels channels = channels();
    Place later = new Place.After(MessageId.parse("1005:0").orElseThrow());
    HoldOptions options = new HoldOptions(later, true, Concurrency.BROADCAST, 0);
    channels.hold("a", RecordingHold.poll(), options);
    channels.hold("a", RecordingHold.stream(), options);
    assertEquals(0, publish(channels, "a", "now"));
    assertEquals(2, channels.subscribers("a"));
  }
}
