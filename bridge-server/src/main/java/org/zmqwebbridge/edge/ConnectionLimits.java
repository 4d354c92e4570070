package org.zmqwebbridge.edge;

import java.util.function.Consumer;

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
 * @param lifetimeMillis how long a connection may stay; 0: as long as it likes
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
    long closeMillis,
    long lifetimeMillis) {

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
          1_000,
          0);

  /** The same with another {@code maxMessageBytes}. */
  public ConnectionLimits withMaxMessageBytes(int bytes) {
    return with(edit -> edit.maxMessageBytes = bytes);
  }

  /** The same with another {@code maxFragments}. */
  public ConnectionLimits withMaxFragments(int most) {
    return with(edit -> edit.maxFragments = most);
  }

  /** The same with another {@code maxPingsAtOnce}. */
  public ConnectionLimits withMaxPingsAtOnce(int most) {
    return with(edit -> edit.maxPingsAtOnce = most);
  }

  /** The same with another {@code maxQueuedBytes}. */
  public ConnectionLimits withMaxQueuedBytes(int bytes) {
    return with(edit -> edit.maxQueuedBytes = bytes);
  }

  /** The same with another {@code maxQueuedMessages}. */
  public ConnectionLimits withMaxQueuedMessages(int most) {
    return with(edit -> edit.maxQueuedMessages = most);
  }

  /** The same with another {@code maxQueuedBytesInAll}. */
  public ConnectionLimits withMaxQueuedBytesInAll(long bytes) {
    return with(edit -> edit.maxQueuedBytesInAll = bytes);
  }

  /** The same with another {@code maxIncomingBytesInAll}. */
  public ConnectionLimits withMaxIncomingBytesInAll(long bytes) {
    return with(edit -> edit.maxIncomingBytesInAll = bytes);
  }

  /** The same with another {@code pingMillis}. */
  public ConnectionLimits withPingMillis(long millis) {
    return with(edit -> edit.pingMillis = millis);
  }

  /** The same with another {@code pongMillis}. */
  public ConnectionLimits withPongMillis(long millis) {
    return with(edit -> edit.pongMillis = millis);
  }

  /** The same with another {@code writeMillis}. */
  public ConnectionLimits withWriteMillis(long millis) {
    return with(edit -> edit.writeMillis = millis);
  }

  /** The same with another {@code closeMillis}. */
  public ConnectionLimits withCloseMillis(long millis) {
    return with(edit -> edit.closeMillis = millis);
  }

  /** The same with another {@code lifetimeMillis}. */
  public ConnectionLimits withLifetimeMillis(long millis) {
    return with(edit -> edit.lifetimeMillis = millis);
  }

  private ConnectionLimits with(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.limits();
  }

  /** All of them, while one is replaced. */
  private static final class Edit {
    private int maxMessageBytes;
    private int maxFragments;
    private int maxPingsAtOnce;
    private int maxQueuedBytes;
    private int maxQueuedMessages;
    private long maxQueuedBytesInAll;
    private long maxIncomingBytesInAll;
    private long pingMillis;
    private long pongMillis;
    private long writeMillis;
    private long closeMillis;
    private long lifetimeMillis;

    Edit(ConnectionLimits from) {
      maxMessageBytes = from.maxMessageBytes();
      maxFragments = from.maxFragments();
      maxPingsAtOnce = from.maxPingsAtOnce();
      maxQueuedBytes = from.maxQueuedBytes();
      maxQueuedMessages = from.maxQueuedMessages();
      maxQueuedBytesInAll = from.maxQueuedBytesInAll();
      maxIncomingBytesInAll = from.maxIncomingBytesInAll();
      pingMillis = from.pingMillis();
      pongMillis = from.pongMillis();
      writeMillis = from.writeMillis();
      closeMillis = from.closeMillis();
      lifetimeMillis = from.lifetimeMillis();
    }

    ConnectionLimits limits() {
      return new ConnectionLimits(
          maxMessageBytes,
          maxFragments,
          maxPingsAtOnce,
          maxQueuedBytes,
          maxQueuedMessages,
          maxQueuedBytesInAll,
          maxIncomingBytesInAll,
          pingMillis,
          pongMillis,
          writeMillis,
          closeMillis,
          lifetimeMillis);
    }
  }
}
