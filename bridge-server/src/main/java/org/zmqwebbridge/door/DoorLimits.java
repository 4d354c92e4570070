package org.zmqwebbridge.door;

/**
 * What one request at a door may take.
 *
 * @param maxMessageBytes of a message, all parts together
 * @param maxParts of a message
 * @param requestMillis how long a message waits for room
 */
public record DoorLimits(int maxMessageBytes, int maxParts, long requestMillis) {}
