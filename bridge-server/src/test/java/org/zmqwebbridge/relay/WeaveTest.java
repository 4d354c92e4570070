package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelLimits;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.HoldOptions;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.relay.wire.PlaceId;

/** Several channels of one subscriber, whose deliveries a test puts in any order. */
final class WeaveTest {
  private static final Retention KEPT = new Retention(100, 1 << 20, 0);

  /** What was heard, events as they stand. */
  private static final class Heard implements Hearer {
    private final List<String> all = new ArrayList<>();

    @Override
    public void opened(boolean gap) {
      all.add(gap ? "opened with a gap" : "opened");
    }

    @Override
    public void heard(Batch batch) {
      for (int i = 0; i < batch.count(); i++) {
        String event = new String(batch.before(i), UTF_8);
        all.add(event.replace("id: ", "").replace("\ndata: ", " ").strip());
      }
    }

    @Override
    public void gap() {
      all.add("gap");
    }

    @Override
    public void member(String channel, String member, boolean joined) {}

    @Override
    public void gone() {
      all.add("gone");
    }

    @Override
    public void displaced() {}

    @Override
    public void failed(ChannelException why) {
      all.add("failed: " + why.getMessage());
    }

    @Override
    public boolean isReady() {
      return true;
    }
  }

  private final Deque<Runnable> turns = new ArrayDeque<>();
  private final Counters counters = new Counters();
  private final Heard heard = new Heard();
  private long second = 10;
  private int most = Integer.MAX_VALUE; // messages of a stretch
  private Channels channels;

  @BeforeEach
  void start() {
    channels =
        new Channels(
            new MemoryStore(() -> Instant.ofEpochSecond(second), 100, 1 << 20, 0) {
              @Override
              public CompletionStage<Stretch> read(String channel, Place place, int max) {
                return super.read(channel, place, Math.min(max, most));
              }
            },
            ChannelLimits.DEFAULTS,
            turns::add,
            null,
            System::nanoTime,
            counters);
    channels.start();
  }

  @AfterEach
  void close() {
    channels.close();
  }

  private void publish(String channel, String text) {
    assertTrue(
        channels
            .publish(channel, new Item("", "", text.getBytes(UTF_8)), KEPT, true, Optional.empty())
            .toCompletableFuture()
            .isDone());
  }

  private void weave(String... names) {
    Weave weave =
        new Weave(PlaceId.start(names.length), channels, Wordings.EVENTS, heard, 4_096, counters);
    List<Strand> strands = new ArrayList<>();
    for (String name : names) {
      strands.add(weave.add(name, name, MessageId.NONE));
    }
    for (int i = 0; i < names.length; i++) {
      channels.hold(
          names[i], strands.get(i), new HoldOptions(Place.OLDEST, true, Concurrency.BROADCAST, 0));
    }
    runTurns();
  }

  private void runTurns() {
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
  }

  @Test
  void whatIsKeptComesInTheOrderOfIds() {
    publish("a", "a0");
    second++;
    publish("b", "b0");
    publish("a", "a1");
    weave("a", "b", "c");
    assertEquals(List.of("opened", "10:[0],-,- a0", "11:[0],-,- a1", "11:0,[0],- b0"), heard.all);
  }

  @Test
  void nothingOfAnEarlierSecondIsLeftOutWhereItIsReadBitByBit() {
    weave("a", "b");
    most = 1;
    publish("b", "b0"); // are on their way
    publish("b", "b1");
    publish("b", "b2");
    second++;
    publish("a", "a0"); // and comes first
    turns.removeLast().run();
    assertEquals(
        List.of("opened", "10:-,[0] b0", "10:-,[1] b1", "10:-,[2] b2", "11:[0],- a0"), heard.all);
    runTurns();
    assertEquals(5, heard.all.size(), "what was read does not come again");
  }

  @Test
  void nothingOfAnEarlierSecondIsLeftOut() {
    weave("a", "b", "c");
    publish("b", "b0"); // is on its way
    second++;
    publish("a", "a0"); // and comes first
    turns.removeLast().run();
    assertEquals(
        List.of("opened", "10:-,[0],- b0", "11:[0],-,- a0"),
        heard.all,
        "an id that says of b that nothing of this second has come says that all before has");
    runTurns();
    publish("b", "b1");
    runTurns();
    assertEquals(List.of("11:0,[0],- b1"), heard.all.subList(3, 4));
    assertEquals(4, heard.all.size(), "and nothing comes twice");
  }

  @Test
  void withinASecondTheyComeAsTheyCome() {
    weave("a", "b");
    publish("b", "b0");
    runTurns();
    publish("b", "b1");
    publish("a", "a0");
    turns.removeLast().run();
    runTurns();
    assertEquals(List.of("opened", "10:-,[0] b0", "10:[0],0 a0", "10:0,[1] b1"), heard.all);
  }

  @Test
  void manySecondsAreReadWithoutADeepStack() {
    for (int i = 0; i < 60; i++) {
      publish("a", "a" + i);
      second++;
    }
    weave("a", "b");
    assertEquals(61, heard.all.size());
    assertEquals("69:[0],- a59", heard.all.get(60));
  }

  @Test
  void oneDeletionEndsAll() {
    weave("a", "b");
    channels.delete("b");
    channels.delete("a");
    runTurns();
    assertEquals(List.of("opened", "gone"), heard.all);
  }

  @Test
  void aChannelThatCannotBeReadInTimeEndsItAndIsCounted() {
    int most = RelayLimits.DEFAULTS.maxWaitingMessages();
    Weave weave = new Weave(PlaceId.start(2), channels, Wordings.EVENTS, heard, most, counters);
    Strand a = weave.add("a", "a", MessageId.NONE);
    Strand silent = weave.add("b", "b", MessageId.NONE);
    channels.hold("a", a, new HoldOptions(Place.OLDEST, true, Concurrency.BROADCAST, 0));
    for (int i = 0; i < most; i++) {
      publish("a", "x");
    }
    runTurns();
    assertEquals(0, counters.value(Counter.RELAY_LAGGING));
    publish("a", "x");
    publish("a", "x");
    runTurns();
    assertEquals(1, counters.value(Counter.RELAY_LAGGING));
    assertEquals(List.of("failed: one of the channels cannot be read in time"), heard.all);
    silent.listening();
    assertEquals(1, heard.all.size(), "it has ended");
  }
}
