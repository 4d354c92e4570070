package org.zmqwebbridge.edge.jetty;

/**
 * What browsers may take of the edge.
 *
 * @param maxMessageBytes the longest message from a browser
 * @param maxFragments the most fragments of a message
 * @param maxConnections over all
 * @param maxConnectionsPerAddress from one address; 0 means no limit
 * @param maxQueuedBytes outgoing, per connection
 * @param maxQueuedMessages outgoing, per connection
 * @param maxQueuedBytesInAll outgoing, of all connections whose browsers take no more
 * @param maxIncomingBytesInAll of messages that have not come whole, over all connections
 * @param handshakeMillis the deadline of TLS and HTTP until the upgrade
 * @param pingMillis silence after which a ping is sent
 * @param pongMillis silence after a ping that ends the connection
 * @param writeMillis no progress for so long with messages waiting ends the connection
 */
public record EdgeLimits(
    int maxMessageBytes,
    int maxFragments,
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxQueuedBytes,
    int maxQueuedMessages,
    long maxQueuedBytesInAll,
    long maxIncomingBytesInAll,
    long handshakeMillis,
    long pingMillis,
    long pongMillis,
    long writeMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final EdgeLimits DEFAULTS =
      new EdgeLimits(
          1 << 20,
          1024,
          65_536,
          256,
          4 << 20,
          1000,
          Runtime.getRuntime().maxMemory() / 4,
          Runtime.getRuntime().maxMemory() / 8,
          5_000,
          25_000,
          8_000,
          10_000);
}
