package org.zmqwebbridge.it.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Several bridges that share a Redis, where nothing goes wrong. */
final class ManyBridgesTest {
  private final RedisSettings settings = Kept.settings(RedisFormat.STREAM).with(OneBridge.QUICK);

  private OneBridge bridge() {
    return OneBridge.at(settings);
  }

  @Test
  void allAreToldOfAllInTheSameOrder() {
    try (OneBridge one = bridge();
        OneBridge other = bridge();
        OneBridge third = bridge()) {
      one.follow();
      other.follow();
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        OneBridge publisher = List.of(one, other, third).get(i % 3);
        Retention retention = i % 5 == 0 ? Retention.NOTHING : OneBridge.MANY;
        all.add(publisher.begin("c", "" + i, retention).toCompletableFuture());
      }
      all.forEach(CompletableFuture::join);
      Await.await("one to be told", () -> one.heard.told.size() == 3_000);
      Await.await("the other to be told", () -> other.heard.told.size() == 3_000);
      assertEquals(one.heard.told, other.heard.told);
      assertEquals(3_000, one.heard.told.stream().distinct().count());
      assertEquals(0, one.count(Counter.REDIS_GAPS) + other.count(Counter.REDIS_GAPS));
      assertEquals(List.of(), third.heard.told, "it does not follow");
    }
  }

  @Test
  void aPublisherIsToldOfSubscribersElsewhere() {
    try (OneBridge one = bridge();
        OneBridge other = bridge()) {
      one.follow();
      assertEquals(1, one.publish("a").state().subscribers(), "those that were given it here");
      other.store.subscribers("c", 5);
      Await.await("one to know", () -> subscribers(one) == 5);
      assertEquals(6, one.publish("b").state().subscribers());
      other.store.subscribers("c", 2);
      Await.await("one to know", () -> subscribers(one) == 2);
      other.store.subscribers("c", 0);
      Await.await("one to know", () -> subscribers(one) == 0);
      one.store.subscribers("c", 3);
      Await.await("the other to know", () -> subscribers(other) == 3);
      assertEquals(0, subscribers(one), "those that are elsewhere");
    }
  }

  private static int subscribers(OneBridge bridge) {
    return OneBridge.now(bridge.store.state("c")).orElseThrow().subscribers();
  }

  @Test
  void subscribersAndMembersOfADeadBridgeAreForgotten() {
    try (OneBridge one = bridge()) {
      one.follow();
      one.publish("a");
      try (OneBridge dead = bridge()) {
        dead.store.subscribers("c", 5);
        dead.store.present("c", "ann", 1);
        one.store.present("c", "bob", 1);
        Await.await("both to be told", () -> one.heard.told.contains("c +ann"));
        Await.await("one to know", () -> subscribers(one) == 5);
      }
      Map<String, Integer> rest = Map.of("bob", 1);
      Await.await("ann to be gone", () -> OneBridge.now(one.store.members("c")).equals(rest));
      one.awaitTold("c -ann");
      Await.await("nobody to be elsewhere", () -> subscribers(one) == 0);
    }
  }

  @Test
  void aMemberAtTwoBridgesComesAndGoesOnce() {
    try (OneBridge one = bridge();
        OneBridge other = bridge()) {
      one.follow();
      one.store.present("c", "ann", 1);
      one.awaitTold("c +ann");
      other.store.present("c", "ann", 2);
      Await.await("3", () -> OneBridge.now(one.store.members("c")).equals(Map.of("ann", 3)));
      one.store.present("c", "ann", 0);
      Await.await("2", () -> OneBridge.now(one.store.members("c")).equals(Map.of("ann", 2)));
      other.store.present("c", "ann", 0);
      one.awaitTold("c -ann");
      assertEquals(List.of("c +ann", "c -ann"), one.heard.told);
    }
  }

  @Test
  void aDeletionIsToldToAll() {
    try (OneBridge one = bridge();
        OneBridge other = bridge()) {
      one.follow();
      other.follow();
      one.publish("a");
      assertTrue(OneBridge.now(other.store.delete("c")));
      assertFalse(OneBridge.now(one.store.delete("c")));
      other.publish("b");
      one.awaitTold("c b");
      other.awaitTold("c b");
      assertEquals(List.of("c a", "c (deleted)", "c b"), one.heard.told);
      assertEquals(one.heard.told, other.heard.told);
    }
  }

  @Test
  void whatSomebodyHasHadElsewhereIsNotReadHere() {
    try (OneBridge one = bridge();
        OneBridge other = bridge()) {
      one.follow();
      MessageId before = one.publish("before").message().id();
      MessageId first = one.publish("first").message().id();
      OneBridge.now(other.store.forget("c", before));
      OneBridge.now(other.store.forget("c", first));
      Await.await("it to be forgotten", () -> readHere(one, before).messages().isEmpty());
    }
  }

  private static Stretch readHere(OneBridge bridge, MessageId after) {
    CompletionStage<Stretch> read = bridge.store.readFollowed("c", new Place.After(after), 10);
    return OneBridge.now(read);
  }

  @Test
  void whoComesBackIsServedWithoutRedis() {
    try (OneBridge one = bridge();
        OneBridge other = bridge()) {
      one.follow();
      one.publish("0");
      MessageId last = one.publish("1").message().id();
      other.publish("2");
      one.awaitTold("c 2");
      CompletionStage<Stretch> read = one.store.readFollowed("c", new Place.After(last), 10);
      assertTrue(read.toCompletableFuture().isDone(), "nobody was asked");
      assertEquals(1, OneBridge.now(read).messages().size());
      Await.await(
          "Redis to know that somebody has asked",
          () -> OneBridge.now(other.store.state("c")).orElseThrow().requestedSecondsAgo() >= 0);
    }
  }

  @Test
  void anUnfollowedChannelIsNotToldAndCanBeFollowedAgain() {
    try (OneBridge one = bridge();
        OneBridge other = bridge()) {
      for (int i = 0; i < 20; i++) {
        one.follow();
        other.publish("told " + i);
        one.awaitTold("c told " + i);
        one.store.unfollow("c");
        other.publish("not told " + i);
      }
      assertEquals(20, one.heard.told.size(), () -> one.heard.told.toString());
    }
  }
}
