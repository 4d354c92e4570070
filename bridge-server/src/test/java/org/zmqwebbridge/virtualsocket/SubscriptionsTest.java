package org.zmqwebbridge.virtualsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Topics;

class SubscriptionsTest {
  private static final int LIMIT = 3;
  private static final long IDLE = 100;

  private final List<String> said = new ArrayList<>();
  private final Subscriptions subscriptions =
      new Subscriptions(
          new Subscriptions.Service() {
            @Override
            public void subscribe(String prefix) {
              said.add("+" + prefix);
            }

            @Override
            public void unsubscribe(String prefix) {
              said.add("-" + prefix);
            }
          },
          LIMIT,
          IDLE);

  @Test
  void aPrefixIsSubscribedToOnceAndEndedBehindItsLastMember() {
    assertTrue(subscriptions.tryAdd(Topics.of("a", "b")));
    assertTrue(subscriptions.tryAdd(Topics.of("b")));
    subscriptions.remove(Topics.of("a", "b"), 0);
    subscriptions.onTick(IDLE - 1);
    assertEquals(List.of("+a", "+b"), said);
    subscriptions.onTick(IDLE);
    assertEquals(List.of("+a", "+b", "-a"), said);
    subscriptions.remove(Topics.of("b"), IDLE);
    subscriptions.onTick(2 * IDLE);
    assertEquals(List.of("+a", "+b", "-a", "-b"), said);
  }

  @Test
  void whoComesBackInTimeMissesNothing() {
    assertTrue(subscriptions.tryAdd(Topics.of("a")));
    subscriptions.remove(Topics.of("a"), 0);
    assertTrue(subscriptions.tryAdd(Topics.of("a")));
    subscriptions.onTick(10 * IDLE);
    assertEquals(List.of("+a"), said);
  }

  @Test
  void aboveTheLimitAMemberIsRefusedAndNothingChanges() {
    assertTrue(subscriptions.tryAdd(Topics.of("a", "b")));
    assertFalse(subscriptions.tryAdd(Topics.of("b", "c", "d")));
    assertEquals(List.of("+a", "+b"), said);
    assertTrue(subscriptions.tryAdd(Topics.of("b", "c")));
  }

  @Test
  void whatNobodyNeedsMakesRoomAtOnce() {
    assertTrue(subscriptions.tryAdd(Topics.of("a", "b", "c")));
    subscriptions.remove(Topics.of("a", "b", "c"), 0);
    assertTrue(subscriptions.tryAdd(Topics.of("d")));
    assertTrue(said.containsAll(List.of("-a", "-b", "-c", "+d")), said.toString());
  }
}
