package org.zmqwebbridge.it.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.kit.Await;

/** A master that dies, and its replica, which has perhaps not got all: by Debian's sentinel. */
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
          assertTrue(rest.hasGap(), "whoever comes back is told");
          assertEquals(1, rest.messages().size());
        }
        one.publish("live", Retention.NOTHING);
        one.awaitTold("c live");
      }
    }
  }
}
