package org.zmqwebbridge.zws;

/**
 * What one ZWS client may take.
 *
 * @param maxMessageBytes of all parts of a message together, either way
 * @param maxParts of a message, either way
 * @param maxTopicBytes of one topic
 * @param maxTopics subscribed at once
 * @param maxRequestsInFlight without an outcome; above it, the client is not read from
 * @param maxRequestBytes of what it has sent and nobody has taken; above it, it is not read from
 * @param handshakeMillis how long its ZeroMQ handshake may take
 */
public record ZwsLimits(
    int maxMessageBytes,
    int maxParts,
    int maxTopicBytes,
    int maxTopics,
    int maxRequestsInFlight,
    long maxRequestBytes,
    long handshakeMillis) {
  /** Whether a message of so many parts and bytes is not too large. */
  boolean carries(int parts, long bytes) {
    return parts <= maxParts && bytes <= maxMessageBytes;
  }
}
