package org.zmqwebbridge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** Who waits at a channel, and what it is told; deliveries run when the test says so. */
class ChannelsTest {
  private static final Retention TEN = new Retention(10, 1_000, 60);
  private static final HoldOptions OLDEST = options(Place.OLDEST, Concurrency.BROADCAST, 0);
  private static final HoldOptions NEWEST = options(Place.NEWEST, Concurrency.BROADCAST, 0);

  private final AtomicLong seconds = new AtomicLong(1_000);
  private final InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Runnable> turns = new ArrayDeque<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Counters counters = new Counters();
  private final MemoryStore store = new MemoryStore(clock, 100, 10_000, 5);
  private final Channels channels = channels(store, new ChannelLimits(3, 100, 2));

  private Channels channels(ChannelStore one, ChannelLimits limits) {
    Channels made = new Channels(one, limits, turns::add, timer, nanos::get, counters);
    made.start();
    return made;
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private static HoldOptions options(Place place, Concurrency concurrency, int most) {
    return new HoldOptions(place, true, concurrency, most);
  }

  private void turn() {
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
  }

  private Published publish(String text) {
    return publish("c", text, TEN);
  }

  private Published publish(String channel, String text, Retention retention) {
    return channels
        .publish(channel, new Item("text/plain", "", text.getBytes(UTF_8)), retention, true, none())
        .toCompletableFuture()
        .join();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Fault fault(CompletionStage<?> stage) {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
    return ((ChannelException) failed.getCause()).fault();
  }

  @Test
  void allWhoWaitGetWhatIsPublishedInItsOrder() {
    RecordingHold one = RecordingHold.stream();
    RecordingHold other = RecordingHold.stream();
    channels.hold("c", one, OLDEST);
    channels.hold("c", other, OLDEST);
    assertEquals(2, publish("a").state().subscribers());
    publish("b");
    turn();
    assertEquals(List.of("(listening)", "a", "b"), one.told);
    assertEquals(one.told, other.told);
  }

  @Test
  void oneMayStandForOthersWhoCount() {
    Holding crowd = channels.hold("c", RecordingHold.stream(), OLDEST);
    channels.hold("c", RecordingHold.stream(), OLDEST);
    crowd.standFor(4);
    assertEquals(6, channels.subscribers("c"));
    assertEquals(6, publish("a").state().subscribers());
    crowd.standFor(1);
    assertEquals(3, publish("b").state().subscribers());
    crowd.leave();
    crowd.standFor(7);
    assertEquals(1, publish("c").state().subscribers());
    channels.delete("c").toCompletableFuture().join();
    assertEquals(0, channels.subscribers("c"));
  }

  @Test
  void whatIsKeptComesFirstAndNothingTwice() {
    publish("a");
    publish("b");
    publish("c");
    RecordingHold late = RecordingHold.stream();
    channels.hold("c", late, OLDEST); // reads two at a time
    publish("d");
    turn();
    publish("e");
    turn();
    assertEquals(List.of("a", "b", "c", "d", "(listening)", "e"), late.told);
  }

  @Test
  void whatIsPublishedBetweenReadingAndSettlingIsRead() {
    RecordingHold first = RecordingHold.stream();
    RecordingHold meddler =
        RecordingHold.stream(); // is at the channel, so that its events are queued
    channels.hold("c", meddler, OLDEST);
    channels.hold(
        "c",
        new Hold() {
          private boolean published;

          @Override
          public boolean isForOne() {
            return false;
          }

          @Override
          public void listening() {
            if (!published) {
              published = true;
              publish("between");
              turn();
            }
          }

          @Override
          public void messages(Delivery delivery) {
            first.messages(delivery);
          }

          @Override
          public void gap() {}

          @Override
          public void deleted() {}

          @Override
          public void displaced() {}

          @Override
          public void failed(ChannelException why) {}
        },
        OLDEST);
    turn();
    publish("after");
    turn();
    assertEquals(List.of("between", "after"), first.told);
    assertEquals(List.of("(listening)", "between", "after"), meddler.told);
  }

  @Test
  void aPollGetsOneMessageAndIsCountedForOne() {
    RecordingHold poll = RecordingHold.poll();
    channels.hold("c", poll, OLDEST);
    assertEquals(1, publish("a").state().subscribers());
    assertEquals(0, publish("b").state().subscribers(), "it has its message already");
    turn();
    assertEquals(List.of("(listening)", "a"), poll.told);
    RecordingHold next = RecordingHold.poll();
    channels.hold("c", next, options(after("1000:0"), Concurrency.BROADCAST, 0));
    assertEquals(List.of("b"), next.told, "what is kept comes at once");
  }

  @Test
  void whoComesWhereNothingIsKeptWaitsForWhatComesNext() {
    publish("c", "a", Retention.NOTHING);
    RecordingHold poll = RecordingHold.poll();
    RecordingHold stream = RecordingHold.stream();
    channels.hold("c", poll, OLDEST);
    channels.hold("c", stream, OLDEST);
    assertEquals(0, turns.size(), "nobody reads again and again");
    assertEquals(2, publish("c", "b", Retention.NOTHING).state().subscribers());
    turn();
    assertEquals(List.of("(listening)", "b"), poll.told);
    assertEquals(poll.told, stream.told);
  }

  @Test
  void whatIsNotKeptReachesWhoIsStillReading() {
    for (HoldOptions place : List.of(OLDEST, NEWEST)) {
      for (boolean forOne : List.of(true, false)) {
        CompletableFuture<Stretch> reading = new CompletableFuture<>();
        ChannelStore slow =
            new MemoryStore(clock, 1, 1, 1) {
              @Override
              public CompletionStage<Stretch> read(String channel, Place from, int max) {
                return reading.thenCompose(go -> super.read(channel, from, max));
              }
            };
        Channels others = channels(slow, ChannelLimits.DEFAULTS);
        RecordingHold hold = forOne ? RecordingHold.poll() : RecordingHold.stream();
        others.hold("c", hold, place);
        Item item = new Item("", "", "a".getBytes(UTF_8));
        Published published =
            others.publish("c", item, Retention.NOTHING, true, none()).toCompletableFuture().join();
        assertEquals(1, published.state().subscribers());
        reading.complete(null);
        turn();
        assertEquals(List.of("(listening)", "a"), hold.told);
      }
    }
  }

  private static Place after(String id) {
    return new Place.After(MessageId.parse(id).orElseThrow());
  }

  @Test
  void aPollForALaterMessageWaitsForIt() {
    publish("a");
    RecordingHold poll = RecordingHold.poll();
    channels.hold("c", poll, options(after("1005:0"), Concurrency.BROADCAST, 0));
    publish("b");
    turn();
    assertEquals(List.of("(listening)"), poll.told);
    seconds.set(1_006);
    publish("c");
    turn();
    assertEquals(List.of("(listening)", "c"), poll.told);
  }

  @Test
  void whoWantsTheNewestHearsNothingOfBefore() {
    publish("a");
    RecordingHold hold = RecordingHold.stream();
    channels.hold("c", hold, NEWEST);
    publish("b");
    turn();
    assertEquals(List.of("(listening)", "b"), hold.told);
  }

  @Test
  void idsCountWithinASecond() {
    assertEquals("1000:0", publish("a").message().id().toString());
    assertEquals("1000:1", publish("b").message().id().toString());
    seconds.set(999); // a clock that goes back
    assertEquals("1000:2", publish("c").message().id().toString());
    seconds.set(1_001);
    assertEquals("1001:0", publish("d").message().id().toString());
    assertEquals(4, publish("d").message().offset() - 1);
  }

  @Test
  void whoHasLeftHearsNothingMore() {
    RecordingHold hold = RecordingHold.stream();
    Holding holding = channels.hold("c", hold, OLDEST);
    publish("a");
    holding.leave();
    turn();
    assertEquals(List.of("(listening)"), hold.told);
    assertEquals(0, channels.subscribers("c"));
  }

  @Test
  void ofSeveralWhereOneMayWaitTheNewestOrTheFirstStays() {
    RecordingHold first = RecordingHold.poll();
    RecordingHold second = RecordingHold.poll();
    channels.hold("c", first, options(Place.OLDEST, Concurrency.LAST, 0));
    channels.hold("c", second, options(Place.OLDEST, Concurrency.LAST, 0));
    RecordingHold third = RecordingHold.poll();
    channels.hold("c", third, options(Place.OLDEST, Concurrency.FIRST, 0));
    publish("a");
    turn();
    assertEquals(List.of("(listening)", "(displaced)"), first.told);
    assertEquals(List.of("(listening)", "a"), second.told);
    assertEquals(List.of("(OCCUPIED)"), third.told);
    assertEquals(1, counters.value(Counter.HOLDS_REFUSED));
  }

  @Test
  void noMoreThanAChannelMayHave() {
    RecordingHold refused = RecordingHold.stream();
    channels.hold("c", RecordingHold.stream(), options(Place.OLDEST, Concurrency.BROADCAST, 1));
    channels.hold("c", refused, options(Place.OLDEST, Concurrency.BROADCAST, 1));
    assertEquals(List.of("(TOO_MANY_SUBSCRIBERS)"), refused.told);
  }

  @Test
  void aGapIsToldToWhoWaitsForOneMessageAndItGetsTheNextWhateverItsId() {
    RecordingHold poll = RecordingHold.poll();
    channels.hold("c", poll, options(after("5000:7"), Concurrency.BROADCAST, 0));
    channels.gap("c");
    publish("a"); // claims it before the gap is told
    turn();
    assertEquals(List.of("(listening)", "(gap)", "a"), poll.told);
  }

  @Test
  void aPollForALaterMessageGetsTheFirstOfThoseThatComeTogether() {
    publish("a");
    RecordingHold poll = RecordingHold.poll();
    channels.hold("c", poll, options(after("1000:1"), Concurrency.BROADCAST, 0));
    publish("b"); // not later
    publish("c");
    publish("d");
    turn();
    assertEquals(List.of("(listening)", "c"), poll.told);
  }

  @Test
  void aStoreThatCouldNotFollowIsAskedAgain() {
    AtomicBoolean away = new AtomicBoolean(true);
    ChannelStore sometimes =
        (ChannelStore)
            Proxy.newProxyInstance(
                ChannelStore.class.getClassLoader(),
                new Class<?>[] {ChannelStore.class},
                (proxy, method, arguments) ->
                    method.getName().equals("follow") && away.get()
                        ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                        : method.invoke(store, arguments));
    Channels some = channels(sometimes, ChannelLimits.DEFAULTS);
    RecordingHold first = RecordingHold.stream();
    some.hold("c", first, OLDEST);
    assertEquals(List.of("(UNAVAILABLE)"), first.told);
    away.set(false);
    RecordingHold second = RecordingHold.stream();
    some.hold("c", second, OLDEST);
    assertEquals(List.of("(listening)"), second.told);
  }

  @Test
  void noMoreChannelsThanThereMayBe() {
    for (String name : List.of("a", "b", "c")) {
      channels.hold(name, RecordingHold.stream(), OLDEST);
    }
    RecordingHold refused = RecordingHold.stream();
    channels.hold("d", refused, OLDEST).leave();
    assertEquals(List.of("(TOO_MANY_CHANNELS)"), refused.told);
    assertEquals(1, counters.value(Counter.CHANNELS_REFUSED));
  }

  @Test
  void aChannelThatIsDeletedTellsAllWhoAreThere() {
    RecordingHold stream = RecordingHold.stream();
    RecordingHold poll = RecordingHold.poll();
    channels.hold("c", stream, OLDEST);
    channels.hold("c", poll, OLDEST);
    assertEquals(true, channels.delete("c").toCompletableFuture().join());
    turn();
    assertEquals(List.of("(listening)", "(deleted)"), stream.told);
    assertEquals(stream.told, poll.told);
    assertEquals(false, channels.delete("c").toCompletableFuture().join());
  }

  @Test
  void anIdIsNotGivenTwiceByAChannelThatIsMadeAgain() {
    publish("a");
    channels.delete("c").toCompletableFuture().join();
    assertEquals("1000:1", publish("b").message().id().toString());
  }

  @Test
  void noChannelIsMadeWhereNoneIsToBe() {
    RecordingHold hold = RecordingHold.stream();
    channels.hold("c", hold, new HoldOptions(Place.OLDEST, false, Concurrency.BROADCAST, 0));
    assertEquals(List.of("(MISSING)"), hold.told);
    Item item = new Item("", "", new byte[1]);
    assertEquals(Fault.MISSING, fault(channels.publish("c", item, TEN, false, none())));
  }

  @Test
  void whatIsNotKeptAnyMoreIsAGap() {
    publish("a");
    Retention one = new Retention(1, 1_000, 60);
    publish("c", "b", one);
    publish("c", "c", one);
    RecordingHold hold = RecordingHold.stream();
    channels.hold("c", hold, options(after("1000:0"), Concurrency.BROADCAST, 0));
    assertEquals(List.of("(gap)", "c"), hold.told.subList(0, 2));
    RecordingHold fresh = RecordingHold.stream();
    channels.hold("c", fresh, OLDEST);
    assertEquals("c", fresh.told.get(0), "who has had nothing yet has missed nothing");
  }

  @Test
  void aStoreThatLosesItsPlaceTellsAllAndBeginsAnew() {
    RecordingHold hold = RecordingHold.stream();
    channels.hold("c", hold, OLDEST);
    seconds.set(2_000);
    publish("a");
    channels.gap("c");
    channels.published("c", message(1, "1500:0", "b")); // an earlier id
    turn();
    assertEquals(List.of("(listening)", "a", "(gap)", "b"), hold.told);
  }

  private static Message message(long offset, String id, String text) {
    return new Message(
        offset, MessageId.parse(id).orElseThrow(), new Item("", "", text.getBytes(UTF_8)));
  }

  @Test
  void publicationsAreRefusedWhileSubscribersDoNotKeepUp() {
    RecordingHold hold = RecordingHold.stream();
    channels.hold("c", hold, OLDEST);
    publish("x".repeat(101));
    Item item = new Item("", "", new byte[1]);
    assertEquals(Fault.BUSY, fault(channels.publish("c", item, TEN, true, none())));
    turn();
    publish("again");
    assertEquals(1, counters.value(Counter.CHANNELS_BUSY));
  }

  @Test
  void aSubscriberThatFailsKeepsNobodyElseFromWhatIsPublished() {
    RecordingHold good = RecordingHold.stream();
    channels.hold("c", failing(), OLDEST);
    channels.hold("c", good, OLDEST);
    publish("a");
    turn();
    publish("b");
    turn();
    assertEquals(List.of("(listening)", "a", "b"), good.told);
    assertEquals(1, channels.subscribers("c"));
  }

  private static Hold failing() {
    return new Hold() {
      @Override
      public boolean isForOne() {
        return false;
      }

      @Override
      public void messages(Delivery delivery) {
        throw new IllegalStateException("a test's");
      }

      @Override
      public void gap() {}

      @Override
      public void deleted() {}

      @Override
      public void displaced() {}

      @Override
      public void failed(ChannelException why) {}
    };
  }

  @Test
  void aStoreThatFailsIsUnavailable() {
    ChannelStore broken =
        new MemoryStore(clock, 1, 1, 1) {
          @Override
          public CompletionStage<Stretch> read(String channel, Place place, int max) {
            return CompletableFuture.failedFuture(new IllegalStateException("nonsense"));
          }
        };
    RecordingHold hold = RecordingHold.stream();
    channels(broken, ChannelLimits.DEFAULTS).hold("c", hold, OLDEST);
    assertEquals(List.of("(UNAVAILABLE)"), hold.told);
  }

  @Test
  void channelsWhereNobodyIsAreLetGo() {
    channels.hold("c", RecordingHold.stream(), OLDEST).leave();
    channels.sweep();
    assertEquals(1, channels.size(), "its subscribers may be back in a moment");
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
    channels.sweep();
    assertEquals(0, channels.size());
    seconds.addAndGet(6);
    channels.sweep();
    assertEquals(0, store.size());
  }

  @Test
  void whoTapsHearsEachMessageOnce() {
    List<String> heard = new ArrayList<>();
    BiConsumer<String, Message> tap = (name, message) -> heard.add(name);
    channels.tap("n", tap).toCompletableFuture().join();
    channels.tap("ne", tap).toCompletableFuture().join();
    publish("new", "a", TEN);
    publish("now", "b", TEN);
    publish("old", "c", TEN);
    channels.untap("n", tap);
    publish("now", "d", TEN);
    publish("new", "e", TEN);
    channels.untap("ne", tap);
    publish("new", "f", TEN);
    assertEquals(List.of("new", "now", "new"), heard);
  }

  @Test
  void membersAreToldOfAndListed() {
    RecordingHold hold = RecordingHold.stream();
    channels.hold("c", hold, OLDEST);
    channels.present("c", "ann", 1);
    channels.present("c", "ann", 2);
    turn();
    assertEquals("{ann=2}", channels.members("c").toCompletableFuture().join().toString());
    channels.present("c", "ann", 0);
    turn();
    assertEquals(List.of("(listening)", "+ann", "-ann"), hold.told);
  }
}
