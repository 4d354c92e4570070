package org.zmqwebbridge.gateway;

import java.util.concurrent.TimeUnit;

/**
 * What all members of gateways together may take of the bridge.
 *
 * @param maxMessageBytes the largest payload that goes to a browser
 * @param maxBackendMessageBytes the largest message taken from a configured back end
 * @param fairRequests of one connection that may always be with a service while others use it too
 * @param maxRequestsPerEndpoint in flight over all connections; and messages that wait there
 * @param maxUnsentMessages that one socket of a page may send before the service has taken them
 * @param maxUnsentBytes of them, as far as credit can tell
 * @param maxUntakenBytes of services' messages that wait at an endpoint for pages that take none
 * @param maxOwnConnections ZeroMQ connections that pages have of their own at one endpoint
 * @param maxEndpoints ZeroMQ sockets of gateways open at once, one for each address that the bridge
 *     connects to
 * @param maxPeersPerEndpoint ZeroMQ peers connected to one REP endpoint
 * @param maxAsksWithoutPage asks that wait for their pages to connect, at one REP endpoint
 * @param maxAskBytesWithoutPage of them, with what it takes to keep them
 * @param maxTopicsPerEndpoint prefixes that a SUB endpoint is subscribed to, over all connections
 * @param requestMillis the deadline of a request
 * @param absentPageMillis how long an ask waits for its page to connect; 0: not at all
 * @param gatewayIdleMillis how long a gateway without members stays open
 * @param wedgedMillis how long a service that is connected may take and answer nothing before its
 *     gateway is rebuilt
 * @param signOfLifeMillis how long a responder may be silent before somebody else has its name
 * @param maxFreshConnections short connections that ask the service of one SUB endpoint at once
 * @param maxFreshWaiting subscriptions that wait for one
 * @param freshMillis how long one lasts that is not answered
 */
public record GatewayLimits(
    int maxMessageBytes,
    long maxBackendMessageBytes,
    int fairRequests,
    int maxRequestsPerEndpoint,
    int maxUnsentMessages,
    long maxUnsentBytes,
    long maxUntakenBytes,
    int maxOwnConnections,
    int maxEndpoints,
    int maxPeersPerEndpoint,
    int maxAsksWithoutPage,
    long maxAskBytesWithoutPage,
    int maxTopicsPerEndpoint,
    long requestMillis,
    long absentPageMillis,
    long gatewayIdleMillis,
    long wedgedMillis,
    long signOfLifeMillis,
    int maxFreshConnections,
    int maxFreshWaiting,
    long freshMillis) {

  long requestNanos() {
    return TimeUnit.MILLISECONDS.toNanos(requestMillis);
  }

  long absentPageNanos() {
    return TimeUnit.MILLISECONDS.toNanos(absentPageMillis);
  }

  long gatewayIdleNanos() {
    return TimeUnit.MILLISECONDS.toNanos(gatewayIdleMillis);
  }

  long signOfLifeNanos() {
    return TimeUnit.MILLISECONDS.toNanos(signOfLifeMillis);
  }

  long freshNanos() {
    return TimeUnit.MILLISECONDS.toNanos(freshMillis);
  }

  long wedgedNanos() {
    return TimeUnit.MILLISECONDS.toNanos(wedgedMillis);
  }
}
