package org.zmqwebbridge.it.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Three bridges as processes, HAProxy before them and a {@link RedisPair} behind them, and what
 * goes wrong with all of these.
 *
 * <p>Owner thread: the trial's.
 */
final class BridgesTrouble implements AutoCloseable {
  private static final int BRIDGES = 3;

  /** What goes wrong. */
  enum Kind {
    /** SIGTERM to each bridge, one after the other; each is replaced when it has ended. */
    ROLLING_RESTART,
    /** SIGKILL to a bridge, which is then replaced. */
    BRIDGE_KILLED,
    /** The master dies, and is there again before the sentinel notices. */
    REDIS_RESTARTED,
    /** The master dies; the sentinel has its replica take over; it comes back as a replica. */
    FAILOVER,
    /** The sentinel is asked to have the replica take over, which has not got all. */
    MASTER_DEPOSED,
    /** HAProxy reads its configuration again; its old connections are cut. */
    PROXY_RELOADED,
    /** The connections by which bridges hear Redis are cut. */
    HEARING_CUT,
    /** The connections by which bridges ask Redis are cut. */
    COMMANDS_CUT,
    /** Redis says nothing for a while, longer or shorter than the deadline. */
    REDIS_STOPPED
  }

  private final Random random;
  private final Path folder;
  private final RedisPair redis = new RedisPair();
  private final List<BridgeProcess> bridges = new ArrayList<>();
  private final Balancer balancer;

  BridgesTrouble(Random random) {
    this.random = random;
    try {
      folder = Files.createTempDirectory("zwb-bridges");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int i = 0; i < BRIDGES; i++) {
      bridges.add(new BridgeProcess(folder, "bridge" + i, redis));
    }
    bridges.forEach(BridgeProcess::awaitReady);
    balancer = new Balancer(folder, bridges);
  }

  /** Where all come in. */
  int port() {
    return balancer.port();
  }

  void make(Kind kind) {
    switch (kind) {
      case ROLLING_RESTART -> bridges.forEach(BridgeProcess::restart);
      case BRIDGE_KILLED -> bridges.get(random.nextInt(BRIDGES)).kill();
      case REDIS_RESTARTED -> redis.restart();
      case FAILOVER -> redis.failOver();
      case MASTER_DEPOSED -> redis.depose(50 + random.nextInt(150));
      case PROXY_RELOADED -> balancer.reload();
      case HEARING_CUT -> redis.cut("pubsub");
      case COMMANDS_CUT -> redis.cut("normal");
      case REDIS_STOPPED -> redis.stop(100 + random.nextInt(700));
    }
  }

  @Override
  public void close() {
    balancer.close();
    bridges.forEach(BridgeProcess::close);
    redis.close();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
