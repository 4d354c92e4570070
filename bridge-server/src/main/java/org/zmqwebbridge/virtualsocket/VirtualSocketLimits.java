package org.zmqwebbridge.virtualsocket;

import org.zmqwebbridge.gateway.GatewayLimits;

/**
 * What one page, and all pages together, may take of the bridge.
 *
 * @param maxMessageBytes the largest payload that goes to a browser
 * @param maxBackendMessageBytes the largest message taken from a configured back end
 * @param maxVirtualSockets per connection
 * @param maxSubscriptions SUB sockets per connection
 * @param maxRequestsInFlight per connection
 * @param maxRequestBytes of requests in flight, per connection; above it, it is not read from
 * @param maxRequestBytesInAll of requests in flight, over all connections
 * @param fairRequests of one connection that may always be with a service while others use it too
 * @param maxRequestsPerEndpoint in flight over all connections
 * @param maxEndpoints ZeroMQ sockets of gateways open at once, one for each address that the bridge
 *     connects to
 * @param maxPeersPerEndpoint ZeroMQ peers connected to one REP endpoint
 * @param maxAsksWithoutPage asks that wait for their pages to connect, at one REP endpoint
 * @param maxAskBytesWithoutPage of them, with what it takes to keep them
 * @param maxHeldFrames messages held behind one undecided connect
 * @param maxConnectBytes the longest content of a connect, in characters
 * @param maxFilterBytes the longest {@code msgfilter}, as UTF-8
 * @param maxTopicsPerEndpoint prefixes that a SUB endpoint is subscribed to, over all connections
 * @param requestMillis the deadline of a request
 * @param absentPageMillis how long an ask waits for its page to connect; 0: not at all
 * @param gatewayIdleMillis how long a gateway without members stays open
 * @param wedgedMillis how long a service that is connected may take and answer nothing before its
 *     gateway is rebuilt
 */
public record VirtualSocketLimits(
    int maxMessageBytes,
    long maxBackendMessageBytes,
    int maxVirtualSockets,
    int maxSubscriptions,
    int maxRequestsInFlight,
    long maxRequestBytes,
    long maxRequestBytesInAll,
    int fairRequests,
    int maxRequestsPerEndpoint,
    int maxEndpoints,
    int maxPeersPerEndpoint,
    int maxAsksWithoutPage,
    long maxAskBytesWithoutPage,
    int maxHeldFrames,
    int maxConnectBytes,
    int maxFilterBytes,
    int maxTopicsPerEndpoint,
    long requestMillis,
    long absentPageMillis,
    long gatewayIdleMillis,
    long wedgedMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final VirtualSocketLimits DEFAULTS =
      new VirtualSocketLimits(
          1 << 20,
          64L << 20,
          128,
          128,
          256,
          4L << 20,
          Runtime.getRuntime().maxMemory() / 4,
          16,
          10_000,
          64,
          64,
          1_000,
          2L << 20,
          256,
          1 << 16,
          255,
          10_000,
          30_000,
          2_000,
          30_000,
          1_500);

  /** What of them is the gateways' business. */
  public GatewayLimits gateway() {
    return new GatewayLimits(
        maxMessageBytes,
        maxBackendMessageBytes,
        fairRequests,
        maxRequestsPerEndpoint,
        maxEndpoints,
        maxPeersPerEndpoint,
        maxAsksWithoutPage,
        maxAskBytesWithoutPage,
        maxTopicsPerEndpoint,
        requestMillis,
        absentPageMillis,
        gatewayIdleMillis,
        wedgedMillis);
  }
}
