package org.zmqwebbridge.it.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.kit.Await;

/** A master that dies, and its replica, which has perhaps not got all: by Debian's sentinel. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class FailoverTest {
  private static RedisServer by(RedisProcess sentinel) {
    List<String> nodes = List.of("127.0.0.1:" + sentinel.port());
    return new RedisServer("", "", 0, false, "", "", 0, "main", nodes, false);
  }

  private static RedisProcess replicaOf(RedisProcess master) {
    RedisProcess replica =
        RedisProcess.start(
            "--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0");
    Await.await(
        "it to be a replica",
        () -> replica.ask("INFO", "replication").contains("master_link_status:up"));
    return replica;
  }

  /** Has a server become another master, as at a failover; what it has it keeps. */
  private static void promote(RedisProcess redis) {
    redis.ask("REPLICAOF", "127.0.0.1", "1"); // where nobody is
    redis.ask("REPLICAOF", "NO", "ONE");
  }

  private static OneBridge at(RedisServer server, RedisFormat format) {
    return OneBridge.at(RedisSettings.of(server).with(OneBridge.QUICK).with(format, "zwb:"));
  }

  private static String read(OneBridge one, MessageId from) {
    Stretch some = OneBridge.now(one.store.readFollowed("c", new Place.After(from), 10));
    StringBuilder text = new StringBuilder(some.hasGap() ? "(gap)" : "");
    some.messages().forEach(message -> text.append(new String(message.body(), UTF_8)));
    return text + (some.isWhole() ? "." : "…");
  }

  @ParameterizedTest
  @EnumSource
  void whoComesBackIsToldTheGapBetweenWhatIsBeforeAFailoverAndWhatIsAfterIt(RedisFormat format) {
    try (RedisProcess redis = RedisProcess.start();
        OneBridge one = at(redis.server(), format)) {
      MessageId a = one.publish("a").message().id();
      MessageId b = one.publish("b").message().id();
      promote(redis);
      MessageId c = one.publishAtLast("c").message().id();
      MessageId d = one.publish("d").message().id();
      promote(redis);
      MessageId e = one.publishAtLast("e").message().id();
      assertEquals("b…", read(one, a), "what is lost comes after b");
      assertEquals("(gap)cd…", read(one, b));
      assertEquals("d…", read(one, c));
      assertEquals("(gap)e.", read(one, d));
      assertEquals(".", read(one, e));
      promote(redis);
      Await.await("it to take note of it", () -> read(one, e).equals("(gap)."));
      assertEquals("(gap)e…", read(one, d));
    }
  }

  /** Publishes b so that who is behind the proxy neither hears it nor reads it. */
  private static MessageId publishUnheard(OneBridge other, DeafProxy proxy) {
    proxy.swallow(true);
    proxy.keepBack(true); // a check that came now would find it before the failover
    MessageId b = other.publish("b").message().id();
    Await.await("it not to be heard", () -> proxy.hasSwallowed("text/plainb"));
    return b;
  }

  @ParameterizedTest
  @EnumSource
  void whoWasDeafBeforeAFailoverIsToldTheGapWhereItIs(RedisFormat format) {
    try (RedisProcess redis = RedisProcess.start();
        DeafProxy proxy = new DeafProxy(redis);
        OneBridge deaf = at(proxy.server(), format);
        OneBridge other = at(redis.server(), format)) {
      deaf.follow();
      other.publish("a");
      deaf.awaitTold("c a");
      MessageId b = publishUnheard(other, proxy);
      promote(redis);
      proxy.keepBack(false);
      other.publishAtLast("c");
      proxy.swallow(false);
      deaf.awaitTold("c c");
      assertEquals(List.of("c a", "c (gap)", "c b", "c (gap)", "c c"), deaf.heard.told);
      assertEquals("(gap)c.", read(deaf, b), "anyone who comes back is told too");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHeardAfterAFailoverIsAfterTheGap(RedisFormat format) {
    try (RedisProcess redis = RedisProcess.start();
        DeafProxy proxy = new DeafProxy(redis);
        OneBridge deaf = at(proxy.server(), format);
        OneBridge other = at(redis.server(), format)) {
      deaf.follow();
      other.publish("a");
      deaf.awaitTold("c a");
      MessageId b = publishUnheard(other, proxy);
      promote(redis);
      proxy.keepBack(false);
      deaf.awaitTold("c b");
      proxy.swallow(false);
      other.publishAtLast("c");
      other.publish("d");
      deaf.awaitTold("c d");
      assertEquals(List.of("c a", "c (gap)", "c b", "c (gap)", "c c", "c d"), deaf.heard.told);
      assertEquals("(gap)cd.", read(deaf, b), "anyone who comes back is told too");
    }
  }

  @Test
  void afterAFailoverAllGoesOnBehindAGapAndNoIdComesTwice() {
    try (RedisProcess master = RedisProcess.start("--repl-diskless-sync-delay", "0");
        RedisProcess replica = replicaOf(master);
        RedisProcess sentinel = RedisProcess.sentinel("main", master)) {
      Await.await(
          "the sentinel to know the replica",
          () -> sentinel.ask("SENTINEL", "REPLICAS", "main").contains("" + replica.port()));
      try (OneBridge one = OneBridge.at(by(sentinel));
          OneBridge other = OneBridge.at(by(sentinel))) {
        one.follow();
        MessageId kept = one.publish("kept").message().id();
        Await.await(
            "the replica to have it", () -> replica.ask("KEYS", "*").contains("zwb:{/c}:l"));
        replica.pause(true);
        master.ask("CLIENT", "KILL", "TYPE", "replica"); // what is published now is lost
        MessageId lost = other.publish("lost").message().id();
        one.awaitTold("c lost");
        master.kill();
        replica.pause(false);
        MessageId after = other.publishAtLast("after").message().id();
        one.awaitTold("c after");
        assertEquals(List.of("c kept", "c lost", "c (gap)", "c after"), one.heard.told);
        assertTrue(after.isAfter(lost), "an id that was given is not given again");
        assertEquals(List.of("kept", "after"), one.kept());
        Stretch first = OneBridge.now(other.store.read("c", new Place.After(kept), 0));
        assertTrue(!first.hasGap() && !first.isWhole(), "nothing is told before it is reached");
        for (MessageId from : List.of(kept, lost)) {
          Stretch rest = OneBridge.now(other.store.read("c", new Place.After(from), 10));
          assertTrue(rest.hasGap(), "anyone who comes back is told");
          assertEquals(1, rest.messages().size());
        }
        one.publish("live", Retention.NOTHING);
        one.awaitTold("c live");
      }
    }
  }
}
