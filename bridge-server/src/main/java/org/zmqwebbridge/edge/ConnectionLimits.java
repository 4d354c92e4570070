package org.zmqwebbridge.edge;

/**
 * What an open connection, and all of them together, may take.
 *
 * @param maxMessageBytes the longest message from a browser
 * @param maxFragments the most fragments of a message
 * @param maxPingsAtOnce of one turn of reading that are answered one by one; of more, the latest
 * @param maxQueuedBytes outgoing, per connection
 * @param maxQueuedMessages outgoing, per connection
 * @param maxQueuedBytesInAll outgoing, of all connections whose browsers take no more
 * @param maxIncomingBytesInAll of messages that have not come whole, over all connections
 * @param pingMillis silence after which a ping is sent
 * @param pongMillis silence after a ping that ends the connection
 * @param writeMillis no progress for so long with messages waiting ends the connection
 * @param closeMillis how long a client may take to answer a close frame before its stream ends
 */
public record ConnectionLimits(
    int maxMessageBytes,
    int maxFragments,
    int maxPingsAtOnce,
    int maxQueuedBytes,
    int maxQueuedMessages,
    long maxQueuedBytesInAll,
    long maxIncomingBytesInAll,
    long pingMillis,
    long pongMillis,
    long writeMillis,
    long closeMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final ConnectionLimits DEFAULTS =
      new ConnectionLimits(
          1 << 20,
          1024,
          16,
          4 << 20,
          1000,
          Runtime.getRuntime().maxMemory() / 4,
          Runtime.getRuntime().maxMemory() / 8,
          25_000,
          8_000,
          10_000,
          1_000);
}
