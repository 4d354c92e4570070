package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Members.Listener;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class FanOutTest {
  private static final long NO_DEADLINE = Long.MAX_VALUE / 2;
  private static final long AT_ONCE = 0; // the deadline has passed before the turn begins

  private final Counters counters = new Counters();
  private final Members members = new Members();
  private final AtomicLong now = new AtomicLong(1);
  private final FanOut fanOut =
      new FanOut(now::get, new SlowReaders(SlowReaderPolicy.OLDEST, counters));

  private Listener join(String identity, String filter) {
    Listener member = members.join(identity, filter);
    fanOut.add(member.seat());
    return member;
  }

  private void publish(String text) {
    publish(text, text);
  }

  private void publish(String topic, String text) {
    fanOut.add(List.of(topic.getBytes(UTF_8), text.getBytes(UTF_8)), 1000);
  }

  private static String delivery(String identity, String text) {
    return identity + ": " + text;
  }

  @Test
  void everyMemberGetsABatchInOrderUnderItsOwnIdentity() {
    Listener one = join("one", "");
    Listener two = join("two", "");
    Listener longer = join("ein Name", "");
    publish("first");
    publish("second");
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertEquals(List.of(delivery("one", "first"), delivery("one", "second")), one.received());
    assertEquals(List.of(delivery("two", "first"), delivery("two", "second")), two.received());
    assertEquals(
        List.of(delivery("ein Name", "first"), delivery("ein Name", "second")), longer.received());
    assertEquals(6, counters.value(Counter.DELIVERIES));
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertEquals(6, counters.value(Counter.DELIVERIES), "a batch is delivered once");
  }

  @Test
  void aMemberGetsOnlyTopicsThatItMayReceive() {
    Listener all = members.join("a", "");
    Listener europe = members.join("b", "", Topics.of("eu/"));
    Listener both = members.join("c", "", Topics.of("eu/", "us/x"));
    Listener filtered = members.join("d", "2", Topics.of("eu/"));
    List.of(all, europe, both, filtered).forEach(member -> fanOut.add(member.seat()));
    publish("eu/a", "1");
    publish("us/x/b", "2");
    publish("us/", "3");
    publish("eu", "4");
    publish("eu/", "25");
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertEquals(5, all.received().size());
    assertEquals(List.of(delivery("b", "1"), delivery("b", "25")), europe.received());
    assertEquals(
        List.of(delivery("c", "1"), delivery("c", "2"), delivery("c", "25")), both.received());
    assertEquals(List.of(delivery("d", "25")), filtered.received());
  }

  @Test
  void aMemberGetsOnlyWhatContainsItsFilter() {
    Listener all = join("a", "");
    Listener some = join("b", "ö");
    Listener none = join("c", "nothing has this");
    publish("schön");
    publish("schon");
    publish("ö");
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertEquals(3, all.received().size());
    assertEquals(List.of(delivery("b", "schön"), delivery("b", "ö")), some.received());
    assertEquals(List.of(), none.received());
  }

  @Test
  void whoHasLeftGetsNothing() {
    Listener stays = join("a", "");
    Listener leaves = join("b", "");
    fanOut.remove(leaves.seat());
    fanOut.remove(leaves.seat());
    fanOut.remove(members.join("never in", "").seat());
    publish("x");
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertEquals(1, stays.received().size());
    assertEquals(0, leaves.received().size());
    assertFalse(fanOut.isEmpty());
    fanOut.remove(stays.seat());
    assertTrue(fanOut.isEmpty());
    publish("y");
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertEquals(1, stays.received().size());
  }

  @Test
  void aLateTurnStopsAfterSixteenMembersAndTheNextGoesOn() {
    List<Listener> crowd = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      crowd.add(join(String.format("%02d", i), ""));
    }
    publish("x");
    assertTrue(fanOut.deliver(AT_ONCE));
    assertEquals(16, counters.value(Counter.DELIVERIES));
    assertTrue(fanOut.deliver(AT_ONCE));
    assertFalse(fanOut.deliver(AT_ONCE));
    crowd.forEach(member -> assertEquals(1, member.received().size()));
  }

  @Test
  void whatOtherPublishersAddWhileABatchIsDeliveredGoesToAllWithTheNext() {
    List<Listener> crowd = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      crowd.add(join("id", "filter " + i % 2)); // two groups
    }
    long first = fanOut.add(List.of("1: filter 0, filter 1".getBytes(UTF_8)), 1000);
    assertFalse(fanOut.isUnderWay(first), "it is only gathered");
    assertTrue(fanOut.deliver(AT_ONCE));
    assertTrue(fanOut.isUnderWay(first));
    long second = fanOut.add(List.of("2: filter 0, filter 1".getBytes(UTF_8)), 1000);
    assertTrue(fanOut.isUnderWay(second), "who has added to the next waits as well");
    assertFalse(fanOut.isUnderWay(first - 1), "who has no part in it does not");
    assertFalse(fanOut.deliver(NO_DEADLINE));
    crowd.forEach(member -> assertEquals(1, member.received().size()));
    assertFalse(fanOut.isUnderWay(second));
    now.addAndGet(1_000_000_000);
    assertFalse(fanOut.deliver(NO_DEADLINE));
    crowd.forEach(member -> assertEquals(2, member.received().size()));
  }

  @Test
  void afterALongBatchTheNextRestsForAQuarterOfItsTime() {
    List<Listener> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(join("a", ""));
    }
    publish("first");
    assertTrue(fanOut.deliver(AT_ONCE));
    now.addAndGet(800);
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertFalse(fanOut.isWaiting());
    publish("second");
    now.addAndGet(199);
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertTrue(fanOut.isWaiting());
    all.forEach(member -> assertEquals(1, member.received().size()));
    publish("third");
    now.addAndGet(1);
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertFalse(fanOut.isWaiting());
    all.forEach(member -> assertEquals(3, member.received().size()));
  }

  @Test
  void afterAPauseTheFirstPublicationLeavesAtOnce() {
    Listener member = join("a", "");
    for (int i = 1; i <= 5; i++) {
      publish("x");
      assertFalse(fanOut.deliver(NO_DEADLINE));
      assertEquals(i, member.received().size());
      now.addAndGet(1_000_000);
    }
  }

  @Test
  void aFullBatchDoesNotRest() {
    Listener member = join("a", "");
    for (int i = 0; i < 16; i++) {
      join("a", "");
    }
    publish("first");
    assertTrue(fanOut.deliver(AT_ONCE));
    now.addAndGet(1_000_000);
    assertFalse(fanOut.deliver(NO_DEADLINE));
    for (int i = 0; i < 256; i++) {
      publish("x");
    }
    assertFalse(fanOut.deliver(NO_DEADLINE));
    assertEquals(257, member.received().size());
  }

  @Test
  void aLateTurnStopsBetweenSmallGroupsAsWell() {
    List<Listener> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      crowd.add(join("id", "filter " + i));
    }
    publish("filter 1, filter 50 and filter 99");
    int turns = 1;
    while (fanOut.deliver(AT_ONCE)) {
      turns++;
    }
    assertEquals(100, turns, "one group a turn");
    assertEquals(1, crowd.get(50).received().size());
    assertEquals(5, counters.value(Counter.DELIVERIES), "to filters 1, 5, 50, 9 and 99");
  }

  /** It subscribes to more, or to less, as its gateway does. */
  private void subscribe(Listener member, String... topics) {
    Set<Topic> added = new HashSet<>();
    for (String topic : topics) {
      added.addAll(member.seat().add(Topic.of(topic), member.seat().within(Topic.of(topic))));
    }
    fanOut.change(member.seat(), added, Set.of());
  }

  private void unsubscribe(Listener member, String topic) {
    Set<Topic> removed = member.seat().forget(member.seat().end(Topic.of(topic)));
    fanOut.change(member.seat(), Set.of(), removed);
  }

  private Listener joinFor(String identity, String... topics) {
    List<Topic> first = Stream.of(topics).map(Topic::of).toList();
    Listener member = members.join(identity, "", Topics.ALL, first);
    fanOut.add(member.seat());
    return member;
  }

  private void publishEach(String... topics) {
    Stream.of(topics).forEach(topic -> publish(topic, topic));
    assertFalse(fanOut.deliver(NO_DEADLINE));
  }

  @Test
  void aPublicationThatSeveralTopicsMatchComesOnce() {
    Listener member = joinFor("m", "a", "ab", "");
    publishEach("abc");
    assertEquals(List.of("m: abc"), member.received());
  }

  @Test
  void topicsComeAndGoWhileTheSubscriberStays() {
    Listener one = joinFor("1");
    Listener other = joinFor("2");
    publishEach("a", "b");
    subscribe(one, "a");
    subscribe(other, "a", "b");
    publishEach("a", "b");
    unsubscribe(other, "a");
    publishEach("a", "b");
    unsubscribe(one, "a");
    publishEach("a", "b");
    assertEquals(List.of("1: a", "1: a"), one.received());
    assertEquals(List.of("2: a", "2: b", "2: b", "2: b"), other.received());
  }

  @Test
  void aSubscriberWithVeryManyTopicsGetsWhatItWants() {
    String[] many = IntStream.range(0, 300).mapToObj(i -> "t" + i + "/").toArray(String[]::new);
    Listener member = joinFor("m", many);
    publishEach("t7/", "t299/x", "t300/");
    unsubscribe(member, "t7/");
    subscribe(member, "t300/");
    publishEach("t7/", "t299/x", "t300/");
    assertEquals(List.of("m: t7/", "m: t299/x", "m: t299/x", "m: t300/"), member.received());
    assertTrue(fanOut.remove(member.seat()));
    publishEach("t299/x");
    assertEquals(4, member.received().size());
  }

  @Test
  void aTopicOfABatchThatIsBeingDeliveredChangesAfterIt() {
    List<Listener> crowd = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      crowd.add(joinFor("m", "a"));
    }
    Listener waits = crowd.get(0);
    publish("a", "1");
    assertTrue(fanOut.deliver(AT_ONCE));
    assertEquals(0, waits.received().size(), "delivered to later");
    unsubscribe(waits, "a");
    subscribe(crowd.get(19), "b");
    assertFalse(fanOut.deliver(NO_DEADLINE));
    crowd.forEach(member -> assertEquals(1, member.received().size()));
    now.addAndGet(1_000_000_000);
    publishEach("a", "b");
    assertEquals(1, waits.received().size());
    assertEquals(List.of("m: 1", "m: a", "m: b"), crowd.get(19).received());
  }

  @Test
  void whatIsAllowedIsAllThatASubscriptionToMoreBrings() {
    Listener member = members.join("m", "", Topics.of("user/1/"), List.of());
    fanOut.add(member.seat());
    subscribe(member, "", "user/1/x");
    publishEach("user/1/x", "user/12/", "user/1/y");
    unsubscribe(member, "");
    publishEach("user/1/x", "user/12/", "user/1/y");
    assertEquals(List.of("m: user/1/x", "m: user/1/y", "m: user/1/x"), member.received());
  }

  static long[] seeds() {
    return new Random().longs(8).toArray();
  }

  /** Who was there when its delivery began and did not leave has every publication once. */
  private final class Model {
    private final Random random;
    private final List<Listener> in = new ArrayList<>();
    private final List<List<String>> expected = new ArrayList<>();
    private final List<Integer> sure = new ArrayList<>(); // received before this batch
    private final List<Listener> newcomers = new ArrayList<>();
    private int serial;

    Model(long seed) {
      random = new Random(seed);
    }

    private String pick(String... choices) {
      return choices[random.nextInt(choices.length)];
    }

    void churn() {
      if (in.size() < 120 && random.nextInt(5) > 1) {
        Listener newcomer = join(pick("x", "yy", "zzz"), pick("", "", "", "a", "b", "ab"));
        newcomers.add(newcomer);
      }
      if (!in.isEmpty() && random.nextInt(3) == 0) {
        int index = random.nextInt(in.size());
        Listener leaver = in.remove(index);
        fanOut.remove(leaver.seat());
        int before = sure.remove(index);
        List<String> all = expected.remove(index);
        checkPart(leaver, all, before);
        int received = leaver.received().size();
        gone.add(() -> assertEquals(received, leaver.received().size(), "nothing after it left"));
      }
      if (!newcomers.isEmpty() && random.nextInt(10) == 0) {
        fanOut.remove(newcomers.remove(random.nextInt(newcomers.size())).seat());
      }
    }

    private final List<Runnable> gone = new ArrayList<>();

    /** Of the batch that was under way it has all or nothing. */
    private void checkPart(Listener member, List<String> all, int before) {
      int has = member.received().size();
      assertTrue(has == before || has == all.size(), "has " + has + " of " + all.size());
      assertEquals(all.subList(0, has), member.received());
    }

    void batch() {
      admitNewcomers();
      for (int i = random.nextInt(4); i >= 0; i--) {
        String text = serial++ + pick("", " a", " b", " ab", " ba");
        publish(text);
        for (int j = 0; j < in.size(); j++) {
          Listener member = in.get(j);
          if (text.contains(member.filter())) {
            expected.get(j).add(delivery(member.identity(), text));
          }
        }
      }
      while (fanOut.deliver(AT_ONCE)) {
        churn();
        if (random.nextBoolean()) {
          churn();
        }
      }
      for (int i = 0; i < in.size(); i++) {
        assertEquals(expected.get(i), in.get(i).received());
        sure.set(i, expected.get(i).size());
      }
      gone.forEach(Runnable::run);
    }

    /** Those who came during the last batch: what they had of it was all of it or nothing. */
    private void admitNewcomers() {
      Collections.shuffle(newcomers, random);
      for (Listener newcomer : newcomers) {
        in.add(newcomer);
        expected.add(new ArrayList<>(newcomer.received()));
        sure.add(newcomer.received().size());
        assertEquals(List.copyOf(new LinkedHashSet<>(newcomer.received())), newcomer.received());
      }
      newcomers.clear();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void membersComeAndGoInTheMiddleOfADeliveryAndNobodyMissesOrDoublesAnything(long seed) {
    Model model = new Model(seed);
    for (int i = 0; i < 80; i++) {
      for (int j = 0; j < 4; j++) {
        model.churn();
      }
      model.batch();
    }
    assertTrue(model.serial > 100 && model.in.size() > 20);
  }
}
