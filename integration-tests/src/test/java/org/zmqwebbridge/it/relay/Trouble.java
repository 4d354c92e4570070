package org.zmqwebbridge.it.relay;

import java.util.List;
import java.util.Random;
import org.zmqwebbridge.channel.redis.RedisServer;

/**
 * A {@link RedisPair}, and what goes wrong with it and with bridges.
 *
 * <p>Owner thread: the trial's.
 */
final class Trouble implements AutoCloseable {
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
  private final Random random;
  private final RedisPair redis = new RedisPair();

  /**
   * @param nodes those to be killed; may be filled later
   */
  Trouble(List<Node> nodes, Random random) {
    this.nodes = nodes;
    this.random = random;
  }

  RedisServer server() {
    return redis.server();
  }

  void make(Kind kind) {
    switch (kind) {
      case BRIDGE_KILLED -> replace(nodes.get(random.nextInt(nodes.size())));
      case ROLLING_RESTART -> nodes.forEach(Trouble::replace);
      case REDIS_RESTARTED -> redis.restart();
      case FAILOVER -> redis.failOver();
      case HEARING_CUT -> redis.cut("pubsub");
      case COMMANDS_CUT -> redis.cut("normal");
      case REDIS_STOPPED -> redis.stop(100 + random.nextInt(300));
    }
  }

  private static void replace(Node node) {
    node.die();
    node.start();
  }

  @Override
  public void close() {
    redis.close();
  }
}
