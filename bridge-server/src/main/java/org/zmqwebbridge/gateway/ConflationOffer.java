package org.zmqwebbridge.gateway;

/**
 * That subscribers of an endpoint may have at most so many publications a second of each topic.
 *
 * @param maxPerSecond the most that any subscription gets of a topic; 0: as many as it asks for
 * @param bytes of what waits, of all subscribers together
 */
public record ConflationOffer(int maxPerSecond, long bytes) {
  /** Unless told otherwise. */
  public static final ConflationOffer DEFAULTS = new ConflationOffer(0, 16L << 20);

  /** What a subscription is held to that asks for so many; 0: any. */
  int held(int asked) {
    return asked == 0 || maxPerSecond == 0
        ? Math.max(asked, maxPerSecond)
        : Math.min(asked, maxPerSecond);
  }
}
