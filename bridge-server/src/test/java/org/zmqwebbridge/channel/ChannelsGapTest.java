package org.zmqwebbridge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counters;

/**
 * A store that loses its place while somebody comes in: what was read before is told first, then
 * the gap, then what comes after it. Deliveries run when the test says so.
 */
class ChannelsGapTest {
  private final Deque<Runnable> turns = new ArrayDeque<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Deque<CompletableFuture<Stretch>> answers = new ArrayDeque<>();
  private final ChannelStore store =
      new MemoryStore(InstantSource.system(), 1, 1, 1) {
        @Override
        public CompletionStage<Stretch> read(String channel, Place from, int max) {
          return answers.remove();
        }
      };
  private final Channels channels =
      new Channels(
          store, ChannelLimits.DEFAULTS, turns::add, timer, System::nanoTime, new Counters());
  private final CompletableFuture<Stretch> first = new CompletableFuture<>();

  ChannelsGapTest() {
    channels.start();
    answers.add(first);
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private static Message message(String id, String text) {
    return new Message(
        1, MessageId.parse(id).orElseThrow(), new Item("", "", text.getBytes(UTF_8)));
  }

  private static Stretch stretch(String id, String text) {
    Message message = message(id, text);
    return new Stretch(true, List.of(message), message.id(), true, false);
  }

  private void come(Hold hold) {
    channels.hold("c", hold, new HoldOptions(Place.OLDEST, true, Concurrency.BROADCAST, 0));
  }

  private void loseAndPublish() {
    channels.gap("c");
    channels.published("c", message("1000:9", "new"));
    answers.add(CompletableFuture.completedFuture(stretch("1000:9", "new")));
  }

  private void turn() {
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
  }

  @Test
  void whatWasReadBeforeAGapIsNotFollowedByWhatIsAfterItWithoutAWord() {
    RecordingHold hold = RecordingHold.stream();
    come(hold);
    loseAndPublish();
    first.complete(stretch("1000:1", "old"));
    turn();
    assertEquals(List.of("(gap)", "old", "(gap)", "new", "(listening)"), hold.told);
  }

  @Test
  void aGapThatHasBeenToldIsToldAgainAfterWhatIsOlder() {
    RecordingHold hold = RecordingHold.stream();
    come(hold);
    loseAndPublish();
    turn();
    first.complete(stretch("1000:1", "old"));
    turn();
    assertEquals(List.of("(gap)", "old", "(gap)", "new", "(listening)"), hold.told);
  }

  @Test
  void aGapThatComesWhileSomebodySettlesIsToldBeforeWhatIsAfterIt() {
    RecordingHold hold =
        RecordingHold.stream(
            text -> {
              if (text.equals("old")) {
                loseAndPublish();
              }
            });
    come(hold);
    first.complete(stretch("1000:1", "old"));
    turn();
    assertEquals(List.of("old", "(listening)", "(gap)", "new"), hold.told);
  }

  @Test
  void whoWaitsForOneMessageHasTheGapToldWithIt() {
    RecordingHold poll = RecordingHold.poll();
    come(poll);
    loseAndPublish();
    first.complete(new Stretch(true, List.of(), MessageId.NONE, true, false));
    turn();
    assertEquals(List.of("(listening)", "(gap)", "new"), poll.told);
  }
}
