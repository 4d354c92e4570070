package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Members.Listener;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class ConflationTest {
  private static final long NO_DEADLINE = Long.MAX_VALUE / 2;
  private static final long MILLI = 1_000_000;

  private final Counters counters = new Counters();
  private final Members members = new Members();
  private final AtomicLong now = new AtomicLong(1);
  private FanOut fanOut = fanOut(1 << 20);

  private FanOut fanOut(long bytes) {
    SlowReaders slowReaders = new SlowReaders(SlowReaderPolicy.OLDEST, counters);
    return new FanOut(now::get, slowReaders, false, bytes);
  }

  private Listener join(int perSecond, String... topics) {
    List<Topic> first = Topic.of(Topics.of(topics));
    Listener member = members.join("", "", Topics.ALL, first);
    member.seat().bound(first, perSecond);
    fanOut.add(member.seat());
    return member;
  }

  private void publish(String topic, String text) {
    fanOut.add(List.of(topic.getBytes(UTF_8), text.getBytes(UTF_8)), 1000);
    fanOut.deliver(NO_DEADLINE);
  }

  private void pass(long millis) {
    now.addAndGet(millis * MILLI);
    fanOut.deliver(NO_DEADLINE);
  }

  @Test
  void theFirstGoesAtOnceAndThenTheLatestWhenItsTimeHasCome() {
    Listener page = join(10, "a");
    publish("a", "1");
    publish("a", "2");
    publish("a", "3");
    assertEquals(List.of(": 1"), page.received());
    pass(99);
    assertEquals(List.of(": 1"), page.received());
    pass(1);
    assertEquals(List.of(": 1", ": 3"), page.received());
    assertEquals(1, counters.value(Counter.PUBLICATIONS_CONFLATED));
    assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
    pass(1000);
    assertEquals(2, page.received().size());
    assertEquals(Conflation.NEVER, fanOut.nextDue());
    publish("a", "4");
    assertEquals(List.of(": 1", ": 3", ": 4"), page.received());
  }

  @Test
  void eachTopicHasItsOwnBoundAndATopicIsTheWholeFirstPart() {
    Listener page = join(1, "a");
    publish("a", "1");
    publish("ab", "2");
    publish("ab", "3");
    assertEquals(List.of(": 1", ": 2"), page.received());
    pass(1000);
    assertEquals(List.of(": 1", ": 2", ": 3"), page.received());
  }

  @Test
  void whoWantsAllGetsAll() {
    Listener bounded = join(1, "a");
    Listener all = join(0, "a");
    publish("a", "1");
    publish("a", "2");
    assertEquals(List.of(": 1"), bounded.received());
    assertEquals(List.of(": 1", ": 2"), all.received());
  }

  @Test
  void aTopicWithoutABoundHasNoneWhereABoundedOneHoldsIt() {
    Listener page = join(1, "a");
    Set<Topic> wider = page.seat().add(Topic.of(""), List.of(Topic.of("")));
    fanOut.change(page.seat(), wider, Set.of());
    publish("a", "1");
    publish("a", "2");
    assertEquals(List.of(": 1", ": 2"), page.received());
  }

  @Test
  void whoComesLaterDoesNotGetWhatWaitedBefore() {
    Listener early = join(1, "a");
    publish("a", "1");
    publish("a", "2");
    Listener late = join(1, "a");
    pass(1000);
    assertEquals(List.of(": 1", ": 2"), early.received());
    assertEquals(List.of(), late.received());
    publish("a", "3");
    pass(1000);
    assertEquals(List.of(": 1", ": 2", ": 3"), early.received());
    assertEquals(List.of(": 3"), late.received());
  }

  @Test
  void whoseTopicsChangeLosesNothingThatWaits() {
    Listener page = join(1, "a");
    publish("a", "1");
    publish("a", "2");
    Set<Topic> added = page.seat().add(Topic.of("b"), List.of(Topic.of("b")));
    fanOut.change(page.seat(), added, Set.of());
    assertEquals(List.of(": 1", ": 2"), page.received());
    pass(1000);
    assertEquals(2, page.received().size());
  }

  @Test
  void withoutRoomToWaitPublicationsGoAtOnceAndAreCounted() {
    fanOut = fanOut(210);
    Listener page = join(1, "a", "b");
    publish("a", "1");
    publish("b", "2");
    publish("b", "3");
    publish("a", "x".repeat(100));
    publish("a", "4");
    assertEquals(List.of(": 1", ": 2", ": 3", ": " + "x".repeat(100)), page.received());
    assertEquals(3, counters.value(Counter.CONFLATION_OVERFLOWED));
    pass(1000);
    assertEquals(5, page.received().size());
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /** Of each topic a page gets some in order, never two within its interval, and the last one. */
  @ParameterizedTest
  @MethodSource("seeds")
  void neverMoreThanAskedForAndAlwaysTheLatest(long seed) {
    Random random = new Random(seed);
    int perSecond = 1 + random.nextInt(20);
    List<Listener> pages = new ArrayList<>();
    List<List<Long>> times = new ArrayList<>();
    long published = 0;
    long[] last = new long[3];
    for (int step = 0; step < 600; step++) {
      if (step % 100 == 0) {
        pages.add(join(perSecond, "t"));
        times.add(new ArrayList<>());
      }
      int topic = random.nextInt(last.length);
      last[topic] = ++published;
      publish("t" + topic, topic + "/" + published);
      note(pages, times);
      pass(random.nextInt(30));
      note(pages, times);
    }
    for (int i = 0; i < 30; i++) {
      pass(100);
      note(pages, times);
    }
    for (int page = 0; page < pages.size(); page++) {
      for (int topic = 0; topic < last.length; topic++) {
        checked(seed, pages.get(page), times.get(page), topic, last[topic], perSecond);
      }
    }
  }

  private void note(List<Listener> pages, List<List<Long>> times) {
    for (int page = 0; page < pages.size(); page++) {
      while (times.get(page).size() < pages.get(page).received().size()) {
        times.get(page).add(now.get());
      }
    }
  }

  private static void checked(
      long seed, Listener page, List<Long> times, int topic, long last, int perSecond) {
    long number = 0;
    long time = Long.MIN_VALUE / 2;
    for (int i = 0; i < times.size(); i++) {
      String text = page.received().get(i);
      if (text.startsWith(": " + topic + "/")) {
        long next = Long.parseLong(text.substring(text.indexOf('/') + 1));
        assertTrue(next > number, "seed " + seed + ": " + next + " after " + number);
        assertTrue(times.get(i) - time >= 1_000_000_000 / perSecond, "seed " + seed);
        number = next;
        time = times.get(i);
      }
    }
    assertEquals(last, number, "seed " + seed);
  }
}
