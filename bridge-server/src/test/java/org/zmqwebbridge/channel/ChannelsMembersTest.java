package org.zmqwebbridge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counters;

/**
 * Who hears of members that come and leave while it is itself coming in. Deliveries run when the
 * test says so.
 */
class ChannelsMembersTest {
  private static final Retention TEN = new Retention(10, 1_000, 60);
  private static final HoldOptions OLDEST =
      new HoldOptions(Place.OLDEST, true, Concurrency.BROADCAST, 0);
  private static final int MAX_PENDING_BYTES = 100;

  private final Deque<Runnable> turns = new ArrayDeque<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Channels channels =
      new Channels(
          new MemoryStore(InstantSource.system(), 100, 10_000, 5),
          new ChannelLimits(3, MAX_PENDING_BYTES, 1),
          turns::add,
          timer,
          System::nanoTime,
          new Counters());

  ChannelsMembersTest() {
    channels.start();
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private void turn() {
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
  }

  private void publish(String text) {
    channels
        .publish("c", new Item("text/plain", "", text.getBytes(UTF_8)), TEN, true, Optional.empty())
        .toCompletableFuture()
        .join();
  }

  /** It comes and has all told that is to be told, before anything else happens. */
  private void arrive(String member) {
    channels.present("c", member, 1);
    turn();
  }

  private void leave(String member) {
    channels.present("c", member, 0);
    turn();
  }

  @Test
  void whoIsAMemberAsSoonAsItListensHearsOfItself() {
    RecordingHold hold = RecordingHold.stream().whenListening(() -> arrive("me"));
    channels.hold("c", hold, OLDEST);
    turn();
    leave("me");
    assertEquals(List.of("(listening)", "+me", "-me"), hold.told);
  }

  @Test
  void membersAreToldOnceToWhoReadsWhatIsKeptMeanwhile() {
    publish("a");
    publish("b");
    arrive("before");
    RecordingHold hold =
        RecordingHold.stream(
            text -> {
              if (text.equals("a")) {
                channels.present("c", "ann", 1);
                leave("before");
                channels.present("c", "bob", 1); // told after it has settled, or before
              }
            });
    channels.hold("c", hold, OLDEST); // reads one at a time
    turn();
    leave("ann");
    assertEquals(List.of("a", "b", "(listening)", "+ann", "-before", "+bob", "-ann"), hold.told);
  }

  @Test
  void theRestIsAGapWhereMoreMembersComeThanAreRemembered() {
    publish("a");
    RecordingHold hold =
        RecordingHold.stream(
            text -> {
              for (int i = 0; i < MAX_PENDING_BYTES / 10; i++) {
                arrive("member of ten " + i);
              }
            });
    channels.hold("c", hold, OLDEST);
    turn();
    assertEquals(List.of("a", "(listening)", "(gap)"), hold.told.subList(0, 3));
    assertEquals("+member of ten 9", hold.told.get(hold.told.size() - 1));
  }
}
