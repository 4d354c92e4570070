package org.zmqwebbridge.grip;

/**
 * What clients, origins and publishers of GRIP may take.
 *
 * @param maxRequestBytes of a request's body that may be held, and so be sent again; longer ones
 *     are only passed on
 * @param maxResponseBytes of an origin's body that is held, or instructs
 * @param maxSocketResponseBytes of an origin's answer to events of a WebSocket
 * @param maxSubscriptions of one request or WebSocket; more are not made
 * @param maxPublishBytes of one request of a publisher's
 * @param minHoldSeconds below which no response is held
 * @param holds what one that waits may take
 */
public record GripLimits(
    int maxRequestBytes,
    int maxResponseBytes,
    int maxSocketResponseBytes,
    int maxSubscriptions,
    int maxPublishBytes,
    int minHoldSeconds,
    HoldSettings holds) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final GripLimits DEFAULTS =
      new GripLimits(100_000, 100_000, 1_000_000, 20, 1_000_000, 5, HoldSettings.DEFAULTS);

  /** The same with another {@code maxSubscriptions}. */
  public GripLimits withMaxSubscriptions(int most) {
    return new GripLimits(
        maxRequestBytes,
        maxResponseBytes,
        maxSocketResponseBytes,
        most,
        maxPublishBytes,
        minHoldSeconds,
        holds);
  }

  /** The same with another {@code maxPublishBytes}. */
  public GripLimits withMaxPublishBytes(int bytes) {
    return new GripLimits(
        maxRequestBytes,
        maxResponseBytes,
        maxSocketResponseBytes,
        maxSubscriptions,
        bytes,
        minHoldSeconds,
        holds);
  }

  /** The same with others for what waits. */
  public GripLimits with(HoldSettings ofHolds) {
    return new GripLimits(
        maxRequestBytes,
        maxResponseBytes,
        maxSocketResponseBytes,
        maxSubscriptions,
        maxPublishBytes,
        minHoldSeconds,
        ofHolds);
  }
}
