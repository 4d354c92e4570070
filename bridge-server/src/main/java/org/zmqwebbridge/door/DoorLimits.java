package org.zmqwebbridge.door;

/**
 * What one request at a door may take.
 *
 * @param maxMessageBytes of a message, all parts together
 * @param maxParts of a message
 * @param maxTopics of a subscription
 * @param maxTopicBytes of one
 * @param heartbeatMillis how long a stream says nothing at most
 * @param requestMillis how long a message waits for room
 * @param pollMillis how long a poll may wait at most
 */
public record DoorLimits(
    int maxMessageBytes,
    int maxParts,
    int maxTopics,
    int maxTopicBytes,
    long heartbeatMillis,
    long requestMillis,
    long pollMillis) {}
