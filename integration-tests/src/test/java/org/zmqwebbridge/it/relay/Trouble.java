package org.zmqwebbridge.it.relay;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.it.redis.RedisProcess;
import org.zmqwebbridge.kit.Await;

/**
 * Two Redis servers, of which a sentinel makes one the master, and what goes wrong with them and
 * with bridges.
 *
 * <p>Owner thread: the trial's.
 */
final class Trouble implements AutoCloseable {
  private static final String MAIN = "main";
  private static final int PATIENCE = 4;

  /** What goes wrong. */
  enum Kind {
    /** A bridge dies, and another takes its place. */
    BRIDGE_KILLED,
    /** All bridges are replaced, one after the other. */
    ROLLING_RESTART,
    /** The master dies, and is there again before the sentinel notices. */
    REDIS_RESTARTED,
    /** The master dies; its replica takes over; it comes back as a replica. */
    FAILOVER,
    /** Connections that hear are cut. */
    HEARING_CUT,
    /** Connections that run scripts are cut. */
    COMMANDS_CUT,
    /** Redis says nothing for a while, longer or shorter than the deadline. */
    REDIS_STOPPED
  }

  private final List<Node> nodes;
  private final RedisProcess sentinel;
  private final Random random;
  private RedisProcess master;
  private RedisProcess replica;

  private Trouble(
      List<Node> nodes,
      RedisProcess master,
      RedisProcess replica,
      RedisProcess sentinel,
      Random random) {
    this.nodes = nodes;
    this.master = master;
    this.replica = replica;
    this.sentinel = sentinel;
    this.random = random;
  }

  /**
   * @param nodes those to be killed; may be filled later
   */
  static Trouble begin(List<Node> nodes, Random random) {
    RedisProcess master = RedisProcess.start(options());
    RedisProcess replica = RedisProcess.start(options());
    RedisProcess sentinel = RedisProcess.sentinel(MAIN, master);
    Trouble trouble = new Trouble(nodes, master, replica, sentinel, random);
    trouble.settle();
    return trouble;
  }

  private static String[] options() {
    return new String[] {
      "--appendonly",
      "yes",
      "--appendfsync",
      "no",
      "--repl-diskless-sync-delay",
      "0",
      "--min-replicas-to-write", // a master that is none any more acknowledges nothing
      "1"
    };
  }

  /** Until there is one master, and the other is its replica and has all. */
  private void settle() {
    AssertionError late = null;
    for (int i = 0; i < PATIENCE; i++) { // a sentinel takes its time, and a replica copies all
      try {
        Await.await("one master, and its replica", this::isSettled);
        return;
      } catch (AssertionError notYet) {
        late = notYet;
      }
    }
    throw late;
  }

  private boolean isSettled() {
    if (masterPort() == replica.port()) {
      RedisProcess old = master;
      master = replica;
      replica = old;
    }
    String all = sentinel.ask("SENTINEL", "MASTER", MAIN);
    if (!all.contains("\r\nmaster\r\n") || !master.ask("ROLE").contains("master")) {
      return false; // it is about to choose
    }
    String info = replica.ask("INFO", "replication");
    if (!info.contains("master_port:" + master.port())) {
      replica.ask("REPLICAOF", "127.0.0.1", "" + master.port());
    }
    return info.contains("master_port:" + master.port())
        && info.contains("master_link_status:up")
        && sentinel.ask("SENTINEL", "REPLICAS", MAIN).contains("" + replica.port());
  }

  private int masterPort() {
    String[] lines = sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MAIN).split("\r\n", -1);
    return lines.length < 5 ? 0 : Integer.parseInt(lines[4]);
  }

  RedisServer server() {
    List<String> nodesOfIt = List.of("127.0.0.1:" + sentinel.port());
    return new RedisServer("", "", 0, false, "", "", 0, MAIN, nodesOfIt, false);
  }

  void make(Kind kind) {
    switch (kind) {
      case BRIDGE_KILLED -> replace(nodes.get(random.nextInt(nodes.size())));
      case ROLLING_RESTART -> nodes.forEach(Trouble::replace);
      case REDIS_RESTARTED -> {
        master.kill();
        master.restart();
        settle();
      }
      case FAILOVER -> failOver();
      case HEARING_CUT -> master.ask("CLIENT", "KILL", "TYPE", "pubsub");
      case COMMANDS_CUT -> master.ask("CLIENT", "KILL", "TYPE", "normal");
      case REDIS_STOPPED -> stop();
    }
  }

  private static void replace(Node node) {
    node.die();
    node.start();
  }

  private void failOver() {
    int chosen = replica.port();
    master.kill();
    Await.await("the sentinel to choose", () -> masterPort() == chosen);
    master.restart();
    settle();
  }

  private void stop() {
    master.pause(true);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(300)));
    master.pause(false);
    settle();
  }

  @Override
  public void close() {
    sentinel.close();
    replica.close();
    master.close();
  }
}
