package org.zmqwebbridge.it.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;

/** A cluster: the keys of a channel are on one of its nodes, and all hear by whichever. */
final class ClusterTest {
  private static final int[] SLOTS = {0, 5_000, 11_000, 16_384};

  private static List<RedisProcess> cluster() {
    List<RedisProcess> nodes = new ArrayList<>();
    int firstBus = 0;
    for (int i = 0; i < SLOTS.length - 1; i++) {
      int bus = FreePort.find(); // its own choice, port + 10000, may be another's
      RedisProcess node =
          RedisProcess.start("--cluster-enabled", "yes", "--cluster-port", "" + bus);
      nodes.add(node);
      node.ask("CLUSTER", "ADDSLOTSRANGE", "" + SLOTS[i], "" + (SLOTS[i + 1] - 1));
      firstBus = i == 0 ? bus : firstBus;
      node.ask("CLUSTER", "MEET", "127.0.0.1", "" + nodes.get(0).port(), "" + firstBus);
    }
    for (RedisProcess node : nodes) {
      Await.await(
          "the cluster to be whole",
          () -> {
            String info = node.ask("CLUSTER", "INFO");
            return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
          });
    }
    return nodes;
  }

  @Test
  void channelsAreSpreadOverItsNodesAndAllAreTold() {
    List<RedisProcess> nodes = cluster();
    RedisServer server =
        new RedisServer(
            "",
            "",
            0,
            false,
            "",
            "",
            0,
            "",
            nodes.stream().map(node -> "127.0.0.1:" + node.port()).toList(),
            true);
    try (OneBridge one = OneBridge.at(server);
        OneBridge other = OneBridge.at(server)) {
      List<String> names = IntStream.range(0, 30).mapToObj(i -> "channel " + i).toList();
      names.forEach(name -> OneBridge.now(one.store.follow(name)));
      for (String name : names) {
        OneBridge.now(other.begin(name, "1", OneBridge.MANY));
        OneBridge.now(other.begin(name, "2", OneBridge.MANY));
        one.store.present(name, "ann", 1);
      }
      for (String name : names) {
        one.awaitTold(name + " 2");
        assertEquals(2, OneBridge.now(one.store.read(name, Place.OLDEST, 9)).messages().size());
        Await.await("ann", () -> OneBridge.now(other.store.members(name)).equals(Map.of("ann", 1)));
      }
      assertEquals(0, one.heard.told.stream().filter(told -> told.contains("(gap)")).count());
      for (RedisProcess node : nodes) {
        assertEquals(true, node.ask("KEYS", "*").contains("channel"), "each has some");
      }
    } finally {
      nodes.forEach(RedisProcess::close);
    }
  }
}
