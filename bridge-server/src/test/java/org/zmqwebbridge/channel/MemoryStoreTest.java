package org.zmqwebbridge.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.ChannelException.Fault;

/** What the memory store keeps, and what it lets go. */
class MemoryStoreTest {
  private static final Retention TEN = new Retention(10, 1_000, 60);

  private final AtomicLong seconds = new AtomicLong(1_000);
  private final InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
  private final MemoryStore store = new MemoryStore(clock, 3, 2_000, 5);

  private final List<String> heard = new ArrayList<>();

  MemoryStoreTest() {
    store.start(
        new StoreListener() {
          @Override
          public int published(String channel, Message message) {
            return 0;
          }

          @Override
          public void heard(String channel, Message message) {
            heard.add(channel);
          }

          @Override
          public void gap(String channel) {}

          @Override
          public void deleted(String channel) {}

          @Override
          public void member(String channel, String member, boolean joined) {}
        });
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private Message publish(String channel, int length, Retention retention) {
    Item item = new Item("", "", new byte[length]);
    return now(store.publish(channel, item, retention, true, Optional.empty())).message();
  }

  private List<Message> kept(String channel) {
    return now(store.read(channel, Place.OLDEST, 1_000)).messages();
  }

  private static Fault fault(CompletionStage<?> stage) {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
    return ((ChannelException) failed.getCause()).fault();
  }

  @Test
  void theNewestAreKept() {
    for (int i = 0; i < 25; i++) {
      publish("c", i, new Retention(7, 10_000, 0));
    }
    assertEquals(
        List.of(18, 19, 20, 21, 22, 23, 24),
        kept("c").stream().map(message -> message.body().length).toList());
    assertEquals(18 + 19 + 20 + 21 + 22 + 23 + 24, store.bytes());
  }

  @Test
  void noMoreBytesThanAChannelMayHave() {
    for (int i = 0; i < 5; i++) {
      publish("c", 40, new Retention(10, 100, 0));
    }
    assertEquals(2, kept("c").size());
    assertEquals(80, store.bytes());
  }

  @Test
  void whatIsOldGoesWhetherAskedForOrNot() {
    publish("c", 10, new Retention(10, 100, 30));
    seconds.addAndGet(29);
    assertEquals(1, kept("c").size());
    seconds.addAndGet(1);
    store.sweep(any -> false);
    assertEquals(0, store.bytes());
    assertEquals(0, now(store.state("c")).orElseThrow().messages());
  }

  @Test
  void withoutRoomNothingIsTakenAndNoChannelIsMade() {
    publish("c", 1_900, new Retention(10, 10_000, 0));
    Item item = new Item("", "", new byte[101]);
    assertEquals(Fault.FULL, fault(store.publish("d", item, TEN, true, Optional.empty())));
    assertEquals(1, store.size());
    assertEquals(1_900, store.bytes());
    assertEquals(true, now(store.delete("c")));
    assertEquals(0, store.bytes());
    publish("d", 101, TEN);
  }

  @Test
  void noMoreChannelsThanThereMayBe() {
    List.of("a", "b", "c").forEach(name -> now(store.create(name)));
    assertEquals(Fault.TOO_MANY_CHANNELS, fault(store.create("d")));
    assertEquals(false, now(store.create("a")), "it is there already");
    now(store.delete("a"));
    assertEquals(true, now(store.create("d")));
  }

  @Test
  void aKeyIsPublishedOnce() {
    Item item = new Item("", "", new byte[1]);
    Message first = now(store.publish("c", item, TEN, true, Optional.of("k"))).message();
    assertSame(first, now(store.publish("c", item, TEN, true, Optional.of("k"))).message());
    assertEquals(1, kept("c").size());
  }

  @Test
  void aMessageThatSomebodyHasHadIsForgottenWithoutAGap() {
    Message first = publish("c", 1, TEN);
    publish("c", 2, TEN);
    now(store.forget("c", first.id()));
    Stretch rest = now(store.read("c", new Place.After(first.id()), 10));
    assertEquals(1, rest.messages().size());
    assertEquals(false, rest.hasGap());
    assertEquals(2, store.bytes());
  }

  @Test
  void placesAreCountedFromBothEnds() {
    for (int i = 0; i < 5; i++) {
      publish("c", i, TEN);
    }
    assertEquals(1, now(store.read("c", new Place.Nth(2), 1)).messages().get(0).body().length);
    assertEquals(3, now(store.read("c", new Place.Nth(-2), 1)).messages().get(0).body().length);
    assertEquals(0, now(store.read("c", new Place.Nth(-9), 1)).messages().get(0).body().length);
    Stretch none = now(store.read("c", Place.NEWEST, 1));
    assertEquals(List.of(), none.messages());
    assertEquals("1000:4", none.end().toString());
  }

  @Test
  void itSaysWhenSomebodyHasAsked() {
    publish("c", 1, TEN);
    assertEquals(-1, now(store.state("c")).orElseThrow().requestedSecondsAgo());
    kept("c");
    seconds.addAndGet(7);
    assertEquals(7, now(store.state("c")).orElseThrow().requestedSecondsAgo());
  }

  @Test
  void aTapHearsChannelsByTheBeginningOfTheirNames() {
    publish("news.a", 1, TEN);
    now(store.tap("news"));
    now(store.tap("news.a"));
    publish("news.a", 1, TEN);
    publish("old", 1, TEN);
    store.untap("news");
    publish("news.b", 1, TEN);
    assertEquals(List.of("news.a"), heard);
  }

  @Test
  void emptyChannelsGoWhereNobodyIs() {
    now(store.create("c"));
    now(store.create("d"));
    seconds.addAndGet(5);
    store.sweep(name -> name.equals("d"));
    assertEquals(1, store.size());
    assertEquals(Optional.empty(), now(store.state("c")));
  }

  /** Against a plain list: whatever is published, dropped and asked for. */
  @Test
  void itSaysWhatAListWould() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    List<Message> model = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      seconds.addAndGet(random.nextInt(2));
      int most = 1 + random.nextInt(12);
      model.add(publish("c", random.nextInt(9), new Retention(most, 1_000, 0)));
      while (model.size() > most) {
        model.remove(0);
      }
      Message around = model.get(random.nextInt(model.size()));
      MessageId id = new MessageId(around.seconds(), around.id().tag() - random.nextInt(2));
      List<Message> after = model.stream().filter(message -> message.isAfter(id)).toList();
      assertEquals(
          after, now(store.read("c", new Place.After(id), 100)).messages(), "seed " + seed);
    }
    assertEquals(model.stream().mapToLong(message -> message.body().length).sum(), store.bytes());
  }
}
