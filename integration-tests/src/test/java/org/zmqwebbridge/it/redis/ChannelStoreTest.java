package org.zmqwebbridge.it.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.kit.Await;

/** What every store does alike. */
final class ChannelStoreTest {
  private static final Retention TEN = new Retention(10, 1_000, 60);

  private final Heard heard = new Heard(3);

  private ChannelStore start(Kept kept) {
    ChannelStore store = kept.open();
    store.start(heard);
    return store;
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static Published publish(ChannelStore store, String channel, String body, Retention as) {
    Item item = new Item("text/plain", "", body.getBytes(UTF_8));
    return now(store.publish(channel, item, as, true, Optional.empty()));
  }

  private static Published publish(ChannelStore store, String body) {
    return publish(store, "c", body, TEN);
  }

  private static List<String> bodies(Stretch stretch) {
    return stretch.messages().stream().map(one -> new String(one.body(), UTF_8)).toList();
  }

  private static Stretch read(ChannelStore store, Place place, int max) {
    return now(store.read("c", place, max));
  }

  private static Fault fault(CompletionStage<?> stage) {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
    return ((ChannelException) failed.getCause()).fault();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPublishedIsReadAsItWas(Kept kept) {
    try (ChannelStore store = start(kept)) {
      byte[] body = new byte[300];
      for (int i = 0; i < body.length; i++) {
        body[i] = (byte) i; // line ends too
      }
      System.arraycopy("\r\n\r\n".getBytes(UTF_8), 0, body, 100, 4);
      Item item = new Item("a/b; c=ü", "tick", body);
      Published first = now(store.publish("c", item, TEN, true, Optional.empty()));
      Published second = publish(store, "");
      assertTrue(second.message().isAfter(first.message().id()));
      assertEquals(first.message().offset() + 1, second.message().offset());
      assertEquals(2, second.state().messages());
      assertEquals(second.message().id(), second.state().last());
      Stretch all = read(store, Place.OLDEST, 10);
      Message read = all.messages().get(0);
      assertArrayEquals(body, read.body());
      assertEquals("a/b; c=ü", read.contentType());
      assertEquals("tick", read.event());
      assertEquals(first.message().id(), read.id());
      assertEquals(first.message().offset(), read.offset());
      assertEquals(second.message().id(), all.end());
      assertTrue(all.exists() && all.isWhole() && !all.hasGap());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChannelMayHaveAnyName(Kept kept) {
    try (ChannelStore store = start(kept)) {
      for (String name :
          List.of("}", "{a}", "a}:m", "ü €\0\r\n", "x".repeat(10_000), "*", " ", "{", "")) {
        now(store.follow(name));
        publish(store, name, "it", TEN);
        assertEquals(List.of("it"), bodies(now(store.read(name, Place.OLDEST, 10))));
        assertEquals(List.of(name + " it"), heard.told);
        heard.told.clear();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNewestAreKeptByCountAndBytes(Kept kept) {
    try (ChannelStore store = start(kept)) {
      for (int i = 0; i < 25; i++) {
        publish(store, "c", "" + i, new Retention(3, 1_000, 0));
      }
      assertEquals(List.of("22", "23", "24"), bodies(read(store, Place.OLDEST, 10)));
      publish(store, "c", "x".repeat(40), new Retention(10, 44, 0));
      assertEquals(2 + 1, read(store, Place.OLDEST, 10).messages().size());
      publish(store, "c", "y".repeat(41), new Retention(10, 44, 0));
      assertEquals(List.of("y".repeat(41)), bodies(read(store, Place.OLDEST, 10)));
      publish(store, "c", "z".repeat(45), new Retention(10, 44, 0));
      assertEquals(List.of(), bodies(read(store, Place.OLDEST, 10)));
      publish(store, "c", "kept", TEN);
      Published none = publish(store, "c", "not kept", Retention.NOTHING);
      assertEquals(0, none.state().messages());
      assertEquals(List.of(), bodies(read(store, Place.OLDEST, 10)));
      assertEquals(none.message().id(), now(store.state("c")).orElseThrow().last());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOldIsGone(Kept kept) {
    try (ChannelStore store = start(kept)) {
      publish(store, "c", "old", new Retention(10, 1_000, 1));
      Await.await(
          "it to be old",
          () -> now(store.state("c")).map(state -> state.messages()).orElse(0L) == 0);
      assertEquals(List.of(), bodies(read(store, Place.OLDEST, 10)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGapIsSaidWhereSomethingIsNotKept(Kept kept) {
    try (ChannelStore store = start(kept)) {
      List<MessageId> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(publish(store, "c", "" + i, new Retention(2, 1_000, 0)).message().id());
      }
      assertFalse(read(store, Place.OLDEST, 10).hasGap());
      assertTrue(read(store, new Place.After(ids.get(0)), 10).hasGap());
      assertTrue(read(store, new Place.After(ids.get(1)), 10).hasGap());
      assertFalse(read(store, new Place.After(ids.get(2)), 10).hasGap());
      assertFalse(read(store, new Place.After(ids.get(4)), 10).hasGap());
      assertEquals(List.of("4"), bodies(read(store, new Place.After(ids.get(3)), 10)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void placesAreCountedFromBothEnds(Kept kept) {
    try (ChannelStore store = start(kept)) {
      List<MessageId> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(publish(store, "" + i).message().id());
      }
      assertEquals(List.of("1", "2"), bodies(read(store, new Place.Nth(2), 2)));
      assertEquals(List.of("3", "4"), bodies(read(store, new Place.Nth(-2), 9)));
      assertEquals(List.of("0"), bodies(read(store, new Place.Nth(-9), 1)));
      assertEquals(List.of(), bodies(read(store, new Place.Nth(9), 1)));
      Stretch none = read(store, Place.NEWEST, 1);
      assertEquals(ids.get(4), none.end());
      assertTrue(none.isWhole());
      Stretch where = read(store, new Place.Nth(-2), 0);
      assertEquals(ids.get(2), where.end(), "the place is after the one before");
      assertFalse(where.isWhole());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMissingChannelIsMadeOrNot(Kept kept) {
    try (ChannelStore store = start(kept)) {
      Item item = new Item("", "", new byte[1]);
      assertEquals(Fault.MISSING, fault(store.publish("c", item, TEN, false, Optional.empty())));
      assertFalse(read(store, Place.OLDEST, 10).exists());
      assertEquals(Optional.empty(), now(store.state("c")));
      assertFalse(now(store.delete("c")));
      assertTrue(now(store.create("c")));
      assertFalse(now(store.create("c")));
      assertEquals(MessageId.NONE, now(store.state("c")).orElseThrow().last());
      assertTrue(read(store, Place.OLDEST, 10).exists());
      Published first = now(store.publish("c", item, TEN, false, Optional.empty()));
      assertTrue(now(store.delete("c")));
      assertFalse(read(store, Place.OLDEST, 10).exists());
      Published next = publish(store, "next");
      assertTrue(next.message().isAfter(first.message().id()), "no id comes twice");
      assertEquals(List.of("next"), bodies(read(store, Place.OLDEST, 10)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChannelIsMadeAgainRightBehindItsDeletion(Kept kept) {
    try (ChannelStore store = start(kept)) {
      now(store.follow("c"));
      for (int i = 0; i < 50; i++) {
        publish(store, "a");
        assertTrue(now(store.delete("c")));
        assertTrue(now(store.create("c")));
        assertTrue(now(store.state("c")).isPresent());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyIsPublishedOnce(Kept kept) {
    try (ChannelStore store = start(kept)) {
      Item item = new Item("", "", new byte[1]);
      Message first = now(store.publish("c", item, TEN, true, Optional.of("k"))).message();
      publish(store, "between");
      Message again = now(store.publish("c", item, TEN, true, Optional.of("k"))).message();
      assertEquals(first.id(), again.id());
      assertEquals(first.offset(), again.offset());
      assertEquals(2, read(store, Place.OLDEST, 10).messages().size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageThatSomebodyHasHadIsForgottenWithoutAGap(Kept kept) {
    try (ChannelStore store = start(kept)) {
      MessageId first = publish(store, "first").message().id();
      MessageId second = publish(store, "second").message().id();
      now(store.forget("c", second)); // not the oldest
      now(store.forget("c", first));
      now(store.forget("c", first));
      Stretch rest = read(store, new Place.After(first), 10);
      assertEquals(List.of("second"), bodies(rest));
      assertFalse(rest.hasGap());
      assertEquals(List.of("second"), bodies(read(store, Place.OLDEST, 10)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoFollowsIsToldOfAllInItsOrder(Kept kept) {
    try (ChannelStore store = start(kept)) {
      publish(store, "before");
      now(store.follow("c"));
      now(store.follow("c"));
      assertEquals(3, publish(store, "a").state().subscribers());
      publish(store, "c", "b", Retention.NOTHING);
      now(store.delete("c"));
      publish(store, "d");
      List<String> all = List.of("c a", "c b", "c (deleted)", "c d");
      Await.await("all to be told", () -> heard.told.size() >= all.size());
      int from = heard.told.indexOf("c a");
      assertEquals(all, heard.told.subList(from, heard.told.size()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void membersComeAndGo(Kept kept) {
    try (ChannelStore store = start(kept)) {
      now(store.follow("c"));
      store.present("c", "ann", 1);
      store.present("c", "ann", 2);
      store.present("c", "bob ü", 1);
      Map<String, Integer> both = Map.of("ann", 2, "bob ü", 1);
      Await.await("both to be there", () -> now(store.members("c")).equals(both));
      store.present("c", "ann", 0);
      Await.await("one to leave", () -> now(store.members("c")).equals(Map.of("bob ü", 1)));
      Await.await("all to be told", () -> heard.told.size() == 3);
      assertEquals(List.of("c +ann", "c +bob ü", "c -ann"), heard.told);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTapHearsChannelsByTheBeginningOfTheirNames(Kept kept) {
    try (ChannelStore store = start(kept)) {
      now(store.tap("news*["));
      now(store.tap("news*[.a"));
      publish(store, "news.b", "none", TEN);
      publish(store, "news*[.a", "1", TEN);
      publish(store, "news*[", "2", TEN);
      List<String> all = List.of("news*[.a tapped 1", "news*[ tapped 2");
      Await.await("both to be heard", () -> heard.told.containsAll(all));
      assertEquals(all, heard.told.stream().filter(one -> one.contains(" tapped ")).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void itSaysWhenSomebodyHasAsked(Kept kept) {
    try (ChannelStore store = start(kept)) {
      publish(store, "a");
      assertEquals(-1, now(store.state("c")).orElseThrow().requestedSecondsAgo());
      read(store, Place.OLDEST, 1);
      assertTrue(now(store.state("c")).orElseThrow().requestedSecondsAgo() <= 1);
    }
  }

  /** Whatever is published and asked for. */
  @ParameterizedTest
  @EnumSource
  void itSaysWhatAListWould(Kept kept) {
    long seed = 20_260_102;
    Random random = new Random(seed);
    try (ChannelStore store = start(kept)) {
      now(store.follow("c"));
      List<Message> model = new ArrayList<>();
      MessageId dropped = MessageId.NONE;
      List<MessageId> ids = new ArrayList<>(List.of(MessageId.NONE));
      for (int step = 0; step < 600; step++) {
        int most = 1 + random.nextInt(12);
        Message next = publish(store, "c", "" + step, new Retention(most, 9_999, 0)).message();
        model.add(next);
        ids.add(next.id());
        while (model.size() > most) {
          dropped = model.remove(0).id();
        }
        MessageId asked = ids.get(ids.size() - 1 - random.nextInt(Math.min(15, ids.size())));
        int max = random.nextInt(6);
        List<String> after =
            model.stream()
                .filter(message -> message.isAfter(asked))
                .map(message -> new String(message.body(), UTF_8))
                .toList();
        Stretch stretch =
            random.nextBoolean()
                ? read(store, new Place.After(asked), max)
                : now(store.readFollowed("c", new Place.After(asked), max));
        String where = "step " + step + ", " + asked + ", " + max;
        assertEquals(after.subList(0, Math.min(max, after.size())), bodies(stretch), where);
        assertEquals(after.size() <= max, stretch.isWhole(), where);
        assertEquals(
            !asked.equals(MessageId.NONE) && dropped.isAfter(asked), stretch.hasGap(), where);
      }
    }
  }
}
