package org.zmqwebbridge.virtualsocket.second;

/**
 * What a page may take on the second wire, beside what holds on both.
 *
 * @param maxParts of a message, either way
 * @param maxControlBytes of a control message of a page
 * @param maxTopicBytes of one topic
 * @param maxTopicsPerConnection subscribed at once, over all channels of a connection
 * @param maxErrorsPerSecond {@code error} frames said to one page
 * @param heartbeatMillis the longest time in which a page hears nothing
 */
public record SecondWireLimits(
    int maxParts,
    int maxControlBytes,
    int maxTopicBytes,
    int maxTopicsPerConnection,
    int maxErrorsPerSecond,
    long heartbeatMillis) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final SecondWireLimits DEFAULTS =
      new SecondWireLimits(64, 1 << 16, 255, 1_024, 16, 15_000);
}
