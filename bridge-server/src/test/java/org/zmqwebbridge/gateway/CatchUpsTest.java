package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What was kept and what is published meet at each subscriber without a hole and without doubles.
 */
class CatchUpsTest {
  private static final long NO_DEADLINE = Long.MAX_VALUE / 2;
  private static final String EPOCH = "e";
  private static final int TOPICS = 6;

  private final Counters counters = new Counters();
  private final Members members = new Members();
  private final AtomicLong now = new AtomicLong(1);
  private final SlowReaders slowReaders = new SlowReaders(SlowReaderPolicy.OLDEST, counters);
  private final FanOut fanOut = new FanOut(now::get, slowReaders, true, 0);
  private final List<String> published = new ArrayList<>(); // topics; the first has the offset 1
  private KeptPublications kept;
  private CatchUps catchUps;

  private void keep(SubscriptionOffers offers) {
    kept = new KeptPublications(offers, counters);
    catchUps = new CatchUps(now::get, () -> 1000, fanOut, kept, slowReaders);
  }

  private static SubscriptionOffers all(int messages) {
    KeptBounds bounds = new KeptBounds(messages, 1 << 30, 1000);
    return SubscriptionOffers.NONE.withLastValues(KeptBounds.LAST_VALUES).withReplay(bounds);
  }

  /** Each publication's last part is its offset. */
  private void publish(String topic) {
    published.add(topic);
    String offset = Integer.toString(published.size());
    List<byte[]> parts = List.of(topic.getBytes(UTF_8), offset.getBytes(UTF_8));
    fanOut.add(parts, 1000);
    kept.keep(fanOut.arrived(), parts, now.get());
  }

  /** Keeps the offsets that it gets; a gap is the negative of the offset that it is told. */
  private final class Page implements Subscriber {
    private final List<Long> received = new ArrayList<>();
    private final List<Long> gaps = new ArrayList<>();
    private final SubscriberSeat seat = members.seat(this, List.of());
    private boolean drained = true;

    Page() {
      fanOut.add(seat);
    }

    void subscribe(SubscribeOptions options, String... prefixes) {
      List<Topic> topics = List.of(prefixes).stream().map(Topic::of).toList();
      Set<Topic> added = new HashSet<>();
      for (Topic topic : topics) {
        if (!seat.hasSubscribed(topic)) {
          added.addAll(seat.add(topic, List.of(topic)));
        }
      }
      if (!catchUps.isParked(seat)) {
        fanOut.change(seat, added, Set.of());
      }
      catchUps.begin(seat, options, new HeardSince.Parts(topics, List.of(), 0), EPOCH);
    }

    @Override
    public void publications(Encoder<?> encoded, SlowReaders unused) {
      Members.texts(encoded).forEach(text -> received.add(Long.parseLong(text)));
    }

    @Override
    public void gap(long after, long from) {
      gaps.add(after);
      gaps.add(from);
    }

    @Override
    public boolean isDrained() {
      return drained;
    }

    @Override
    public void joined() {}

    @Override
    public Encoding encoding() {
      return new Members.LastPart("");
    }

    @Override
    public void refused(JoinError error) {
      throw new AssertionError(error);
    }

    @Override
    public boolean wantsNotices() {
      return false;
    }

    @Override
    public void notice(Notice notice, long count) {
      throw new AssertionError(notice);
    }

    @Override
    public long connectionId() {
      return 1;
    }

    @Override
    public int number() {
      return 1;
    }
  }

  private static SubscribeOptions last() {
    return new SubscribeOptions(true, null, 0);
  }

  private static SubscribeOptions after(long offset) {
    return new SubscribeOptions(false, new SubscribeOptions.Place(EPOCH, offset), 0);
  }

  private void settle() {
    fanOut.deliver(NO_DEADLINE);
    catchUps.go(NO_DEADLINE);
    fanOut.deliver(NO_DEADLINE);
  }

  @Test
  void theLastValueComesFirstAndOnce() {
    keep(all(100));
    Page early = new Page();
    early.subscribe(last(), "");
    publish("a");
    publish("b");
    publish("a");
    settle();
    Page late = new Page();
    late.subscribe(last(), "", "a");
    settle();
    publish("b");
    settle();
    assertEquals(List.of(1L, 2L, 3L, 4L), early.received);
    assertEquals(List.of(3L, 2L, 4L), late.received);
  }

  @Test
  void whatWaitsToBePublishedIsNoLastValueYet() {
    keep(all(100));
    Page early = new Page();
    early.subscribe(last(), "");
    publish("a");
    Page late = new Page();
    late.subscribe(last(), "a");
    settle();
    assertEquals(List.of(1L), late.received);
  }

  @Test
  void whatWasMissedComesFirstAndInOrder() {
    keep(all(100));
    publish("a");
    publish("b");
    publish("a");
    Page page = new Page();
    page.subscribe(after(1), "a");
    publish("a");
    publish("c");
    settle();
    publish("a");
    settle();
    assertEquals(List.of(3L, 4L, 6L), page.received);
    assertEquals(List.of(), page.gaps);
  }

  @Test
  void whatIsNotThereAnyMoreIsToldBeforeWhatIs() {
    keep(all(2));
    LongStream.range(0, 5).forEach(unused -> publish("a"));
    Page page = new Page();
    page.subscribe(after(1), "a");
    settle();
    assertEquals(List.of(1L, 4L), page.gaps);
    assertEquals(List.of(4L, 5L), page.received);
    assertEquals(1, counters.value(Counter.REPLAY_GAPS));
  }

  @Test
  void anotherEpochIsToldAndAllThatIsKeptComes() {
    keep(all(100));
    publish("a");
    publish("b");
    publish("a");
    Page page = new Page();
    page.subscribe(
        new SubscribeOptions(false, new SubscribeOptions.Place("another", 1000), 0), "a");
    settle();
    assertEquals(List.of(Subscriber.OTHER_EPOCH, 1L), page.gaps);
    assertEquals(List.of(1L, 3L), page.received);
  }

  @Test
  void anOffsetThatIsStillToComeMissesNothing() {
    keep(all(100));
    publish("a");
    Page page = new Page();
    page.subscribe(after(1000), "a");
    settle();
    publish("a");
    settle();
    assertEquals(List.of(2L), page.received);
    assertEquals(List.of(), page.gaps);
  }

  @Test
  void whereSomeIsLostTheLastValuesComeBeforeIt() {
    keep(all(2));
    publish("b");
    LongStream.range(0, 4).forEach(unused -> publish("a"));
    Page page = new Page();
    page.subscribe(new SubscribeOptions(true, new SubscribeOptions.Place(EPOCH, 0), 0), "");
    settle();
    assertEquals(List.of(1L, 4L, 5L), page.received);
    assertEquals(List.of(0L, 4L), page.gaps);
  }

  @Test
  void aPageThatDoesNotReadGetsNothingOfWhatIsKept() {
    keep(all(1000));
    LongStream.range(0, 500).forEach(unused -> publish("a"));
    Page page = new Page();
    page.drained = false;
    page.subscribe(after(0), "a");
    settle();
    assertEquals(List.of(), page.received);
    assertTrue(catchUps.isParked(page.seat));
    publish("a");
    settle();
    assertEquals(List.of(), page.received);
    page.drained = true;
    settle();
    assertEquals(LongStream.rangeClosed(1, 501).boxed().toList(), page.received);
    assertTrue(!catchUps.isParked(page.seat));
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  private void someSteps(Random random, int steps, List<Page> pages) {
    for (int step = 0; step < steps; step++) {
      now.addAndGet(random.nextInt(1000));
      switch (random.nextInt(4)) {
        case 0, 1 -> publish("t" + random.nextInt(TOPICS));
        case 2 -> fanOut.deliver(now.get() - 1 + random.nextInt(2));
        default -> {
          pages.forEach(page -> page.drained = random.nextBoolean());
          catchUps.go(now.get() + random.nextInt(3) - 1);
        }
      }
    }
  }

  private void finish(List<Page> pages) {
    pages.forEach(page -> page.drained = true);
    while (fanOut.isDelivering() || fanOut.isWaiting()) {
      now.addAndGet(1_000_000);
      fanOut.deliver(NO_DEADLINE);
    }
    catchUps.go(NO_DEADLINE);
  }

  private List<Long> offsets(String prefix) {
    return LongStream.rangeClosed(1, published.size())
        .filter(offset -> published.get((int) offset - 1).startsWith(prefix))
        .boxed()
        .toList();
  }

  /**
   * Of each topic: the last one from before it subscribed, or none if a newer came, and all after.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void afterALastValueNothingIsMissingAndNothingDoubled(long seed) {
    Random random = new Random(seed);
    keep(all(10 + random.nextInt(100)));
    List<Page> pages = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    someSteps(random, random.nextInt(30), pages);
    for (int i = 0; i < 8; i++) {
      Page page = new Page();
      pages.add(page);
      before.add(published.size());
      page.subscribe(last(), "t");
      someSteps(random, random.nextInt(40), pages);
    }
    finish(pages);
    for (int i = 0; i < pages.size(); i++) {
      for (int topic = 0; topic < TOPICS; topic++) {
        List<Long> all = offsets("t" + topic);
        List<Long> received = new ArrayList<>(pages.get(i).received);
        received.retainAll(all);
        int until = before.get(i);
        long had = all.stream().filter(offset -> offset <= until).count();
        int begins = all.size() - received.size();
        assertEquals(all.subList(begins, all.size()), received, "seed " + seed);
        boolean newer = had < all.size();
        assertTrue(begins <= had - (newer ? 0 : 1) || had == 0, "seed " + seed);
      }
    }
  }

  /** Exactly what came after the offset, but what is told as lost. */
  @ParameterizedTest
  @MethodSource("seeds")
  void afterAReplayNothingIsMissingUntoldAndNothingDoubled(long seed) {
    Random random = new Random(seed);
    keep(all(1 + random.nextInt(60)));
    List<Page> pages = new ArrayList<>();
    List<Long> asked = new ArrayList<>();
    someSteps(random, random.nextInt(80), pages);
    for (int i = 0; i < 8; i++) {
      Page page = new Page();
      pages.add(page);
      long offset = random.nextInt((int) fanOut.missedBy(page.seat) + 1);
      asked.add(offset);
      page.subscribe(after(offset), "t1", "t3");
      someSteps(random, random.nextInt(60), pages);
    }
    finish(pages);
    for (int i = 0; i < pages.size(); i++) {
      Page page = pages.get(i);
      List<Long> expected = new ArrayList<>(offsets("t1"));
      expected.addAll(offsets("t3"));
      long from = asked.get(i);
      expected.removeIf(offset -> offset <= from || isLost(page.gaps, offset));
      assertEquals(expected.stream().sorted().toList(), page.received, "seed " + seed);
    }
  }

  private static boolean isLost(List<Long> gaps, long offset) {
    for (int i = 0; i < gaps.size(); i += 2) {
      if (offset > gaps.get(i) && offset < gaps.get(i + 1)) {
        return true;
      }
    }
    return false;
  }
}
