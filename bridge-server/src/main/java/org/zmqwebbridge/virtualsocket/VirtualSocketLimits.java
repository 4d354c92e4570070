package org.zmqwebbridge.virtualsocket;

import java.util.concurrent.TimeUnit;

/**
 * What one page, and all pages together, may take of the bridge.
 *
 * @param maxMessageBytes the largest payload that goes to a browser
 * @param maxBackendMessageBytes the largest message taken from a configured back end
 * @param maxVirtualSockets per connection
 * @param maxSubscriptions SUB sockets per connection
 * @param maxRequestsInFlight per connection
 * @param maxRequestsPerEndpoint in flight over all connections
 * @param maxEndpoints gateways open at once
 * @param maxHeldFrames messages held behind one undecided connect
 * @param requestMillis the deadline of a request
 * @param gatewayIdleMillis how long a gateway without members stays open
 * @param wedgedMillis how long a gateway may refuse all sends before it is rebuilt
 */
public record VirtualSocketLimits(
    int maxMessageBytes,
    long maxBackendMessageBytes,
    int maxVirtualSockets,
    int maxSubscriptions,
    int maxRequestsInFlight,
    int maxRequestsPerEndpoint,
    int maxEndpoints,
    int maxHeldFrames,
    long requestMillis,
    long gatewayIdleMillis,
    long wedgedMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final VirtualSocketLimits DEFAULTS =
      new VirtualSocketLimits(
          1 << 20, 64L << 20, 128, 128, 256, 10_000, 64, 256, 30_000, 30_000, 5_000);

  long requestNanos() {
    return TimeUnit.MILLISECONDS.toNanos(requestMillis);
  }

  long gatewayIdleNanos() {
    return TimeUnit.MILLISECONDS.toNanos(gatewayIdleMillis);
  }

  long wedgedNanos() {
    return TimeUnit.MILLISECONDS.toNanos(wedgedMillis);
  }
}
