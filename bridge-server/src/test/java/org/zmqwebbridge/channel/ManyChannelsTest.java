package org.zmqwebbridge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** As many channels as the defaults allow, made by strangers; those who were there go on. */
class ManyChannelsTest {
  private static final int MOST = ChannelLimits.DEFAULTS.maxChannels();
  private static final HoldOptions OLDEST =
      new HoldOptions(Place.OLDEST, true, Concurrency.BROADCAST, 0);

  private final Deque<Runnable> turns = new ArrayDeque<>();
  private final Counters counters = new Counters();

  private Channels channels(int mostInStore) {
    MemoryStore store =
        new MemoryStore(() -> Instant.ofEpochSecond(1_000), mostInStore, 128 << 20, 3_600);
    Channels made =
        new Channels(store, ChannelLimits.DEFAULTS, turns::add, null, System::nanoTime, counters);
    made.start();
    return made;
  }

  private static CompletionStage<Published> publish(Channels to, String channel, String text) {
    Item item = new Item("", "", text.getBytes(UTF_8));
    return to.publish(channel, item, new Retention(10, 1_000, 0), true, Optional.empty());
  }

  private void turn() {
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
  }

  @Test
  void moreWhereSomebodyWaitsAreRefusedAndCounted() {
    assertEquals(100_000, MOST);
    try (Channels channels = channels(2 * MOST)) {
      RecordingHold resident = RecordingHold.stream();
      channels.hold("resident", resident, OLDEST);
      for (int i = 1; i < MOST; i++) {
        channels.hold("stranger " + i, RecordingHold.poll(), OLDEST);
      }
      assertEquals(MOST, channels.size());
      assertEquals(0, counters.value(Counter.CHANNELS_REFUSED));
      RecordingHold late = RecordingHold.stream();
      channels.hold("one more", late, OLDEST);
      assertEquals(List.of("(TOO_MANY_CHANNELS)"), late.told);
      assertEquals(1, counters.value(Counter.CHANNELS_REFUSED));
      assertEquals(
          1, publish(channels, "resident", "a").toCompletableFuture().join().state().subscribers());
      turn();
      assertEquals(List.of("(listening)", "a"), resident.told);
    }
  }

  @Test
  void moreThatKeepSomethingAreRefusedAndThoseThatAreThereTakeMore() {
    try (Channels channels = channels(MOST)) {
      for (int i = 0; i < MOST; i++) {
        publish(channels, "stranger " + i, "a");
      }
      CompletionException refused =
          assertThrows(
              CompletionException.class,
              () -> publish(channels, "one more", "a").toCompletableFuture().join());
      assertEquals(Fault.TOO_MANY_CHANNELS, ((ChannelException) refused.getCause()).fault());
      assertEquals(1, counters.value(Counter.CHANNELS_REFUSED));
      assertEquals(
          2, publish(channels, "stranger 7", "b").toCompletableFuture().join().state().messages());
    }
  }
}
