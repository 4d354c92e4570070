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
    long handshakeMillis,
    long pingMillis,
    long pongMillis,
    long writeMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final EdgeLimits DEFAULTS =
      new EdgeLimits(1 << 20, 1024, 65_536, 256, 1 << 20, 1000, 5_000, 25_000, 8_000, 10_000);
}
