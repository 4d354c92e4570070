package org.zmqwebbridge.channel;

/**
 * What is kept of a channel. Each publication says it again, and it holds for the channel from then
 * on.
 *
 * @param maxMessages the newest so many; 0: none is kept, only those who wait get it
 * @param maxBytes of their bodies
 * @param maxAgeSeconds 0: for ever
 */
public record Retention(int maxMessages, long maxBytes, long maxAgeSeconds) {
  /** Keeps nothing. */
  public static final Retention NOTHING = new Retention(0, 0, 0);
}
