package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
  private static final int LIMIT = 3;
  private static final long IDLE = 100;

  private final List<String> said = new ArrayList<>();
  private final Subscriptions subscriptions =
      new Subscriptions(
          new Subscriptions.Service() {
            @Override
            public void subscribe(Topic prefix) {
              said.add("+" + prefix);
            }

            @Override
            public void unsubscribe(Topic prefix) {
              said.add("-" + prefix);
            }
          },
          LIMIT,
          IDLE);

  private static List<Topic> topics(String... prefixes) {
    return Stream.of(prefixes).map(Topic::of).toList();
  }

  @Test
  void aPrefixIsSubscribedToOnceAndEndedBehindItsLastMember() {
    assertTrue(subscriptions.tryAdd(topics("a", "b")));
    assertTrue(subscriptions.tryAdd(topics("b")));
    subscriptions.remove(topics("a", "b"), 0);
    subscriptions.onTick(IDLE - 1);
    assertEquals(List.of("+a", "+b"), said);
    subscriptions.onTick(IDLE);
    assertEquals(List.of("+a", "+b", "-a"), said);
    subscriptions.remove(topics("b"), IDLE);
    subscriptions.onTick(2 * IDLE);
    assertEquals(List.of("+a", "+b", "-a", "-b"), said);
  }

  @Test
  void whoComesBackInTimeMissesNothing() {
    assertTrue(subscriptions.tryAdd(topics("a")));
    subscriptions.remove(topics("a"), 0);
    assertTrue(subscriptions.tryAdd(topics("a")));
    subscriptions.onTick(10 * IDLE);
    assertEquals(List.of("+a"), said);
  }

  @Test
  void aboveTheLimitAMemberIsRefusedAndNothingChanges() {
    assertTrue(subscriptions.tryAdd(topics("a", "b")));
    assertFalse(subscriptions.tryAdd(topics("b", "c", "d")));
    assertEquals(List.of("+a", "+b"), said);
    assertTrue(subscriptions.tryAdd(topics("b", "c")));
  }

  @Test
  void whatNobodyNeedsMakesRoomAtOnce() {
    assertTrue(subscriptions.tryAdd(topics("a", "b", "c")));
    subscriptions.remove(topics("a", "b", "c"), 0);
    assertTrue(subscriptions.tryAdd(topics("d")));
    assertTrue(said.containsAll(List.of("-a", "-b", "-c", "+d")), said.toString());
  }

  @Test
  void aPlaceTellsWhatWasHeardThere() {
    AtomicLong arrived = new AtomicLong(5);
    Subscriptions all =
        new Subscriptions(
            new Subscriptions.Service() {
              @Override
              public void subscribe(Topic prefix) {}

              @Override
              public void unsubscribe(Topic prefix) {}
            },
            LIMIT,
            IDLE,
            arrived::get,
            unused -> false);
    assertTrue(all.tryAdd(topics("a")));
    SubscribeOptions.Place there = new SubscribeOptions.Place("e", 5, all.made());
    assertTrue(all.tryAdd(topics("b")));
    assertTrue(all.hasHeardSince(Topic.of("a1"), there), "it was there");
    assertFalse(all.hasHeardSince(Topic.of("b"), there), "as many had come, but it was not there");
    assertFalse(all.hasHeardSince(Topic.of("a"), new SubscribeOptions.Place("e", 5)), "who knows");
    assertTrue(all.hasHeardSince(Topic.of("b"), new SubscribeOptions.Place("e", 6)));
    assertFalse(all.hasHeardSince(Topic.of("c"), there));
    all.remove(topics("a"), 0);
    all.onTick(IDLE);
    assertTrue(all.tryAdd(topics("a")));
    assertFalse(all.hasHeardSince(Topic.of("a"), there), "not all the time");
    assertFalse(all.hasHeardSince(Topic.of("a"), new SubscribeOptions.Place("e", 0, 1)));
  }
}
