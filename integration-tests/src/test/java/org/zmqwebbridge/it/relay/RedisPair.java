package org.zmqwebbridge.it.relay;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zmqwebbridge.channel.redis.RedisServer;
import org.zmqwebbridge.it.redis.RedisProcess;

/**
 * Two Redis servers, of which a sentinel makes one the master, and what goes wrong with them.
 *
 * <p>Owner thread: the trial's.
 */
final class RedisPair implements AutoCloseable {
  static final String MAIN = "main";

  private final RedisProcess sentinel;
  private RedisProcess master;
  private RedisProcess replica;

  RedisPair() {
    master = RedisProcess.start(options());
    replica = RedisProcess.start(options());
    sentinel = RedisProcess.sentinel(MAIN, master);
    settle();
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
    Patience.await("one master, and its replica", this::isSettled);
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

  /** Where the sentinel is. */
  String sentinel() {
    return "127.0.0.1:" + sentinel.port();
  }

  RedisServer server() {
    List<String> nodesOfIt = List.of(sentinel());
    return new RedisServer("", "", 0, false, "", "", 0, MAIN, nodesOfIt, false);
  }

  /** The master dies, and is there again before the sentinel notices. */
  void restart() {
    master.kill();
    master.restart();
    settle();
  }

  /** The master dies; its replica takes over; it comes back as a replica. */
  void failOver() {
    int chosen = replica.port();
    master.kill();
    Patience.await("the sentinel to choose", () -> masterPort() == chosen);
    master.restart();
    settle();
  }

  /**
   * The sentinel is asked to have the replica take over, which has hung for so long: what it has
   * not read is lost, though the master lives, and has acknowledged it.
   */
  void depose(int millis) {
    int chosen = replica.port();
    replica.pause(true);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    sentinel.ask("SENTINEL", "FAILOVER", MAIN);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    replica.pause(false);
    Patience.await("the sentinel to choose", () -> masterPort() == chosen || isAskedAgain());
    settle();
  }

  /** A sentinel gives up after a second. False: it has not chosen yet. */
  private boolean isAskedAgain() {
    if (!sentinel.ask("SENTINEL", "MASTER", MAIN).contains("failover_in_progress")) {
      sentinel.ask("SENTINEL", "FAILOVER", MAIN);
    }
    return false;
  }

  /** The master says nothing for so long. */
  void stop(int millis) {
    master.pause(true);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    master.pause(false);
    settle();
  }

  /**
   * Cuts connections to the master.
   *
   * @param type {@code pubsub}: those that hear; {@code normal}: the others
   */
  void cut(String type) {
    master.ask("CLIENT", "KILL", "TYPE", type);
  }

  @Override
  public void close() {
    sentinel.close();
    replica.close();
    master.close();
  }
}
