package org.zmqwebbridge.it.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.channel.redis.RedisLimits;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** A Redis that is gone, slow, deaf, full or not Redis. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class RedisFaultsTest {
  @Test
  void aHoleIsFilledInItsPlaceFromTheLog() {
    try (RedisProcess redis = RedisProcess.start();
        DeafProxy proxy = new DeafProxy(redis);
        OneBridge deaf = OneBridge.at(proxy.server());
        OneBridge other = OneBridge.at(redis.server())) {
      deaf.follow();
      other.publish("0");
      deaf.awaitTold("c 0");
      proxy.swallow(true);
      other.publish("1");
      other.publish("2");
      Await.await("no byte to be on its way", () -> proxy.swallowed() > 0);
      proxy.swallow(false);
      other.publish("3");
      deaf.awaitTold("c 3");
      assertEquals(List.of("c 0", "c 1", "c 2", "c 3"), deaf.heard.told);
      assertEquals(0, deaf.count(Counter.REDIS_GAPS));
    }
  }

  @Test
  void aHoleThatIsNotKeptIsToldAsAGap() {
    try (RedisProcess redis = RedisProcess.start();
        DeafProxy proxy = new DeafProxy(redis);
        OneBridge deaf = OneBridge.at(proxy.server());
        OneBridge other = OneBridge.at(redis.server())) {
      deaf.follow();
      other.publish("0");
      deaf.awaitTold("c 0");
      proxy.swallow(true);
      other.publish("lost", Retention.NOTHING);
      Await.await("no byte to be on its way", () -> proxy.swallowed() > 0);
      proxy.swallow(false);
      other.publish("2", Retention.NOTHING);
      deaf.awaitTold("c 2");
      assertEquals(List.of("c 0", "c (gap)", "c 2"), deaf.heard.told);
      assertEquals(1, deaf.count(Counter.REDIS_GAPS));
    }
  }

  @Test
  void aDeafSubscriptionIsNoticedSubscribedAnewAndFilled() {
    try (RedisProcess redis = RedisProcess.start();
        DeafProxy proxy = new DeafProxy(redis);
        OneBridge deaf = OneBridge.at(proxy.server());
        OneBridge other = OneBridge.at(redis.server())) {
      deaf.follow();
      proxy.swallow(true);
      other.publish("1");
      other.publish("2");
      Await.await("it to be noticed", () -> deaf.count(Counter.REDIS_DEAF) > 0);
      proxy.swallow(false);
      deaf.awaitTold("c 2");
      other.publish("3");
      deaf.awaitTold("c 3");
      assertEquals(List.of("c 1", "c 2", "c 3"), deaf.heard.told);
    }
  }

  @Test
  void aLostConnectionIsReplacedAndWhatItMissedIsFilled() {
    try (RedisProcess redis = RedisProcess.start();
        OneBridge one = OneBridge.at(redis.server());
        OneBridge other = OneBridge.at(redis.server())) {
      one.follow();
      for (int i = 0; i < 20; i++) {
        redis.ask("CLIENT", "KILL", "TYPE", i % 2 == 0 ? "pubsub" : "normal");
        other.publishAtLast("" + i);
      }
      one.awaitTold("c 19");
      List<String> all = new ArrayList<>();
      for (String told : one.heard.told) {
        if (all.isEmpty() || !all.get(all.size() - 1).equals(told)) {
          all.add(told); // a publication that failed may have been done
        }
      }
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        wanted.add("c " + i);
      }
      assertEquals(wanted, all);
      assertEquals(0, one.count(Counter.REDIS_GAPS));
      assertTrue(one.count(Counter.REDIS_CONNECTIONS_LOST) > 0);
    }
  }

  @Test
  void withoutRedisNothingIsAcknowledgedAndAllWorksAgainBehindIt() {
    try (RedisProcess redis = RedisProcess.durable();
        OneBridge one = OneBridge.at(redis.server());
        OneBridge other = OneBridge.at(redis.server())) {
      one.follow();
      MessageId before = one.publish("before").message().id();
      redis.kill();
      assertEquals(Fault.UNAVAILABLE, OneBridge.fault(one.begin("c", "x", OneBridge.MANY)));
      assertEquals(Fault.UNAVAILABLE, OneBridge.fault(one.store.read("c", Place.OLDEST, 1)));
      assertEquals(Fault.UNAVAILABLE, OneBridge.fault(one.store.follow("new")));
      redis.restart();
      MessageId after = other.publishAtLast("after").message().id();
      one.awaitTold("c after");
      assertTrue(after.isAfter(before));
      assertEquals(List.of("before", "after"), one.kept());
      assertEquals(List.of("c before", "c (gap)", "c after"), one.heard.told);
      Stretch rest = OneBridge.now(one.store.read("c", new Place.After(before), 10));
      assertTrue(rest.hasGap(), "something may have been lost");
      assertEquals(1, rest.messages().size());
      OneBridge.now(one.store.follow("new"));
    }
  }

  @Test
  void aRedisThatHasLostAllIsAGapAndNoIdComesTwice() {
    try (RedisProcess redis = RedisProcess.start();
        OneBridge one = OneBridge.at(redis.server())) {
      one.follow();
      Await.await(
          "its first second to be over", // in it, ids are of the next ones
          () -> redis.ask("INFO", "server").matches("(?s).*uptime_in_seconds:[2-9].*"));
      MessageId before = one.publish("before").message().id();
      redis.kill();
      redis.restart();
      MessageId after = one.publishAtLast("after").message().id();
      one.awaitTold("c after");
      assertTrue(after.isAfter(before), after + " after " + before);
      assertEquals(List.of("c before", "c (gap)", "c after"), one.heard.told);
      Stretch rest = OneBridge.now(one.store.read("c", new Place.After(before), 10));
      assertTrue(rest.hasGap());
      assertEquals(1, rest.messages().size());
    }
  }

  @Test
  void aRedisThatSaysNothingFailsInTimeAndNothingWaitsForIt() {
    try (RedisProcess redis = RedisProcess.start();
        OneBridge one = OneBridge.at(redis.server())) {
      one.follow();
      one.publish("before");
      redis.pause(true);
      try {
        assertEquals(Fault.UNAVAILABLE, OneBridge.fault(one.begin("c", "x", OneBridge.MANY)));
        assertEquals(Fault.UNAVAILABLE, OneBridge.fault(one.begin("c", "y", OneBridge.MANY)));
      } finally {
        redis.pause(false);
      }
      one.publishAtLast("after");
      one.awaitTold("c after");
      assertEquals(0, one.count(Counter.REDIS_GAPS));
    }
  }

  @Test
  void moreThanMayWaitIsRefusedAtOnce() {
    RedisLimits few = new RedisLimits(0, 50, 1_000_000, 100, 10, 1_000);
    try (RedisProcess redis = RedisProcess.start();
        OneBridge one = OneBridge.at(redis.server(), few)) {
      one.publish("before");
      redis.pause(true);
      List<CompletableFuture<?>> all = new ArrayList<>();
      try {
        for (int i = 0; i < 200; i++) {
          all.add(one.begin("c", "x".repeat(100), OneBridge.MANY).toCompletableFuture());
        }
        // some may have been answered before Redis stopped
        long waiting = all.stream().filter(stage -> !stage.isDone()).count();
        long refused = all.stream().filter(CompletableFuture::isCompletedExceptionally).count();
        assertTrue(waiting <= 50, "wait: " + waiting);
        assertTrue(refused > 0, "refused at once: " + refused);
        assertEquals(
            Fault.UNAVAILABLE,
            OneBridge.fault(one.begin("c", "x".repeat(2_000_000), OneBridge.MANY)));
      } finally {
        redis.pause(false);
      }
      all.forEach(stage -> stage.exceptionally(failed -> null).join());
      one.publishAtLast("after");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "+OK\r\n", ":1\r\n", "*1\r\n:7\r\n", ""})
  void whatAnswersNonsenseIsNoRedis(String answer) {
    try (FakeRedis fake = new FakeRedis(answer);
        OneBridge one = OneBridge.at(fake.server())) {
      for (int i = 0; i < 3; i++) {
        assertEquals(Fault.UNAVAILABLE, OneBridge.fault(one.begin("c", "x", OneBridge.MANY)));
      }
      assertEquals(Fault.UNAVAILABLE, OneBridge.fault(one.store.follow("c")));
      assertEquals(List.of(), one.heard.told);
    }
  }

  @Test
  void nonsenseInATopicIsCountedAndWhatFollowsIsTold() {
    try (RedisProcess redis = RedisProcess.start();
        OneBridge one = OneBridge.at(redis.server())) {
      one.follow();
      List<String> nonsense =
          List.of(
              "", "M", "M e 1 2", "M e 1 2 3 4 5 6 9 9\n", "D e", "D e x", "P", "J", "\n", "F e 1");
      nonsense.forEach(frame -> redis.ask("PUBLISH", "zwb:{/c}:@0", frame));
      one.publish("a");
      Await.await("all to be counted", () -> one.count(Counter.REDIS_NONSENSE) == nonsense.size());
      assertEquals(List.of("c a"), one.heard.told);
    }
  }

  @Test
  void aFullRedisRefusesAndKeepsWhatItHas() {
    try (RedisProcess redis = RedisProcess.start("--maxmemory", "4mb");
        OneBridge one = OneBridge.at(redis.server())) {
      one.publish("small");
      Fault fault = null;
      for (int i = 0; i < 100 && fault == null; i++) {
        CompletableFuture<?> big =
            one.begin("c", "x".repeat(100_000), OneBridge.MANY).toCompletableFuture();
        fault = big.handle((done, failed) -> failed).join() == null ? null : OneBridge.fault(big);
      }
      assertEquals(Fault.FULL, fault);
      assertEquals("small", one.kept().get(0));
      redis.ask("CONFIG", "SET", "maxmemory", "100mb");
      one.publish("again");
    }
  }

  @Test
  void noChannelIsMadeWhereThereAreTooManyKeys() {
    RedisLimits few = new RedisLimits(4, 1_000, 1_000_000, 100, 10, 1_000);
    try (RedisProcess redis = RedisProcess.start();
        OneBridge one = OneBridge.at(redis.server(), few)) {
      OneBridge.now(one.begin("a", "x", OneBridge.MANY));
      OneBridge.now(one.begin("b", "x", OneBridge.MANY));
      assertEquals(Fault.TOO_MANY_CHANNELS, OneBridge.fault(one.begin("c", "x", OneBridge.MANY)));
      assertEquals(Fault.TOO_MANY_CHANNELS, OneBridge.fault(one.store.create("c")));
      OneBridge.now(one.begin("a", "y", OneBridge.MANY));
    }
  }

  @Test
  void aWrongPasswordStopsTheStart() {
    try (RedisProcess redis = RedisProcess.start("--requirepass", "right")) {
      String why =
          assertThrows(IllegalStateException.class, () -> OneBridge.at(redis.server()).close())
              .getMessage();
      assertTrue(why.contains("NOAUTH") || why.contains("let us in"), why);
      RedisServer right =
          new RedisServer(
              "", "127.0.0.1", redis.port(), false, "", "right", 0, "", List.of(), false);
      try (OneBridge one = OneBridge.at(right)) {
        one.publish("a");
      }
      RedisServer byUri =
          new RedisServer(
              "redis://:right@127.0.0.1:" + redis.port() + "/3",
              "",
              0,
              false,
              "",
              "",
              3,
              "",
              List.of(),
              false);
      try (OneBridge one = OneBridge.at(byUri)) {
        one.follow();
        one.publish("a");
        one.awaitTold("c a");
      }
    }
  }
}
