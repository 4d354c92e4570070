package org.zmqwebbridge.edge;

/**
 * What one connection of HTTP/2 may take.
 *
 * @param maxStreamsPerConnection how many requests may be open on it at once, those that have
 *     become WebSockets included
 * @param maxHttp2EventsPerSecond how many frames it may send in a second that only cost work:
 *     resets, pings, settings, empty or out of place ones, pieces of headers
 */
public record StreamLimits(int maxStreamsPerConnection, int maxHttp2EventsPerSecond) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final StreamLimits DEFAULTS = new StreamLimits(100, 100);

  /** The same with another {@code maxStreamsPerConnection}. */
  public StreamLimits withMaxStreamsPerConnection(int most) {
    return new StreamLimits(most, maxHttp2EventsPerSecond);
  }

  /** The same with another {@code maxHttp2EventsPerSecond}. */
  public StreamLimits withMaxHttp2EventsPerSecond(int most) {
    return new StreamLimits(maxStreamsPerConnection, most);
  }
}
