package org.zmqwebbridge.virtualsocket.second;

/**
 * What a page may take on the second wire, beside what holds on both.
 *
 * @param maxParts of a message, either way
 * @param maxControlBytes of a control message of a page
 * @param maxTopicBytes of one topic
 * @param maxTopicsPerConnection subscribed at once, over all channels of a connection
 * @param maxErrorsPerSecond {@code error} frames said to one page
 * @param maxMessagesAwaitingCredit messages, or asks, that wait for the credit of one channel
 * @param maxBytesAwaitingCredit of them together
 * @param heartbeatMillis the longest time in which a page hears nothing
 */
public record SecondWireLimits(
    int maxParts,
    int maxControlBytes,
    int maxTopicBytes,
    int maxTopicsPerConnection,
    int maxErrorsPerSecond,
    int maxMessagesAwaitingCredit,
    long maxBytesAwaitingCredit,
    long heartbeatMillis) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final SecondWireLimits DEFAULTS =
      new SecondWireLimits(64, 1 << 16, 255, 1_024, 16, 1_000, 1 << 20, 15_000);

  /** The same with another {@code maxParts}. */
  public SecondWireLimits withMaxParts(int most) {
    return new SecondWireLimits(
        most,
        maxControlBytes,
        maxTopicBytes,
        maxTopicsPerConnection,
        maxErrorsPerSecond,
        maxMessagesAwaitingCredit,
        maxBytesAwaitingCredit,
        heartbeatMillis);
  }

  /** The same with another {@code maxControlBytes}. */
  public SecondWireLimits withMaxControlBytes(int bytes) {
    return new SecondWireLimits(
        maxParts,
        bytes,
        maxTopicBytes,
        maxTopicsPerConnection,
        maxErrorsPerSecond,
        maxMessagesAwaitingCredit,
        maxBytesAwaitingCredit,
        heartbeatMillis);
  }

  /** The same with another {@code maxTopicBytes}. */
  public SecondWireLimits withMaxTopicBytes(int bytes) {
    return new SecondWireLimits(
        maxParts,
        maxControlBytes,
        bytes,
        maxTopicsPerConnection,
        maxErrorsPerSecond,
        maxMessagesAwaitingCredit,
        maxBytesAwaitingCredit,
        heartbeatMillis);
  }

  /** The same with another {@code maxTopicsPerConnection}. */
  public SecondWireLimits withMaxTopicsPerConnection(int most) {
    return new SecondWireLimits(
        maxParts,
        maxControlBytes,
        maxTopicBytes,
        most,
        maxErrorsPerSecond,
        maxMessagesAwaitingCredit,
        maxBytesAwaitingCredit,
        heartbeatMillis);
  }

  /** The same with another {@code maxErrorsPerSecond}. */
  public SecondWireLimits withMaxErrorsPerSecond(int most) {
    return new SecondWireLimits(
        maxParts,
        maxControlBytes,
        maxTopicBytes,
        maxTopicsPerConnection,
        most,
        maxMessagesAwaitingCredit,
        maxBytesAwaitingCredit,
        heartbeatMillis);
  }

  /** The same with another {@code maxMessagesAwaitingCredit}. */
  public SecondWireLimits withMaxMessagesAwaitingCredit(int most) {
    return new SecondWireLimits(
        maxParts,
        maxControlBytes,
        maxTopicBytes,
        maxTopicsPerConnection,
        maxErrorsPerSecond,
        most,
        maxBytesAwaitingCredit,
        heartbeatMillis);
  }

  /** The same with another {@code maxBytesAwaitingCredit}. */
  public SecondWireLimits withMaxBytesAwaitingCredit(long bytes) {
    return new SecondWireLimits(
        maxParts,
        maxControlBytes,
        maxTopicBytes,
        maxTopicsPerConnection,
        maxErrorsPerSecond,
        maxMessagesAwaitingCredit,
        bytes,
        heartbeatMillis);
  }

  /** The same with another {@code heartbeatMillis}. */
  public SecondWireLimits withHeartbeatMillis(long millis) {
    return new SecondWireLimits(
        maxParts,
        maxControlBytes,
        maxTopicBytes,
        maxTopicsPerConnection,
        maxErrorsPerSecond,
        maxMessagesAwaitingCredit,
        maxBytesAwaitingCredit,
        millis);
  }
}
