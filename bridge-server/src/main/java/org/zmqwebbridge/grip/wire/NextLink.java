package org.zmqwebbridge.grip.wire;

/**
 * Where an origin has more for a client.
 *
 * @param url as the origin says it, perhaps relative to the request's own
 * @param seconds after how long without anything it is asked; 0: only when something is missing
 */
public record NextLink(String url, int seconds) {}
