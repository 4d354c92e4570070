package org.zmqwebbridge.channel.redis;

import java.util.List;

/**
 * Where Redis is.
 *
 * @param uri {@code redis://}, {@code rediss://} or {@code redis-sentinel://…}, as Lettuce reads
 *     it; empty: host, port and what follows
 * @param host its name or address
 * @param port its TCP port
 * @param tls whether it is spoken to through TLS
 * @param username for its ACL; empty: none
 * @param password empty: none
 * @param database its number; a cluster has 0 only
 * @param sentinelMaster the name by which sentinels know the master; empty: there are none
 * @param nodes {@code host:port} each: the sentinels, or nodes of a cluster to begin with; none:
 *     host and port
 * @param cluster whether it is a cluster
 */
public record RedisServer(
    String uri,
    String host,
    int port,
    boolean tls,
    String username,
    String password,
    int database,
    String sentinelMaster,
    List<String> nodes,
    boolean cluster) {
  /** On this machine. */
  public static final RedisServer DEFAULTS =
      new RedisServer("", "127.0.0.1", 6379, false, "", "", 0, "", List.of(), false);

  public RedisServer {
    nodes = List.copyOf(nodes);
  }

  /** One server, in the clear. */
  public static RedisServer at(String host, int port) {
    return new RedisServer("", host, port, false, "", "", 0, "", List.of(), false);
  }

  /** Where it is, without its password. */
  @Override
  public String toString() {
    String where = nodes.isEmpty() ? host + ":" + port : String.join(",", nodes);
    return uri.isEmpty() ? "Redis at " + where + "/" + database : "Redis at its uri";
  }
}
