package org.zmqwebbridge.virtualsocket;

import java.util.function.Consumer;
import org.zmqwebbridge.gateway.GatewayLimits;
import org.zmqwebbridge.virtualsocket.second.SecondWireLimits;
import org.zmqwebbridge.virtualsocket.second.SessionLimits;
import org.zmqwebbridge.virtualsocket.second.wire.WireLimits;

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
 * @param maxUnsentMessages that one socket of a page may send before the service has taken them
 * @param maxUntakenBytes of services' messages that wait at an endpoint for pages that take none
 * @param maxOwnConnections ZeroMQ connections that pages have of their own at one endpoint
 * @param maxEndpoints ZeroMQ sockets of gateways open at once, one for each address that the bridge
 *     connects to
 * @param maxPeersPerEndpoint ZeroMQ peers connected to one REP endpoint
 * @param maxAsksWithoutPage asks that wait for their pages to connect, at one REP endpoint
 * @param maxAskBytesWithoutPage of them, with what it takes to keep them
 * @param maxHeldFrames messages held after one undecided connect
 * @param maxConnectBytes the longest content of a connect, in characters
 * @param maxFilterBytes the longest {@code msgfilter}, as UTF-8
 * @param maxTopicsPerEndpoint prefixes that a SUB endpoint is subscribed to, over all connections
 * @param requestMillis the deadline of a request
 * @param absentPageMillis how long an ask waits for its page to connect; 0: not at all
 * @param gatewayIdleMillis how long a gateway without members stays open
 * @param wedgedMillis how long a service that is connected may take and answer nothing before its
 *     gateway is rebuilt
 * @param signOfLifeMillis how long a REP socket may be silent, once it was asked, before another
 *     one has its identity
 * @param maxFreshConnections short connections that ask the service of one SUB endpoint at once
 * @param maxFreshWaiting subscriptions that wait for one
 * @param freshMillis how long one lasts that is not answered
 * @param second what holds on the second wire only
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
    int maxUnsentMessages,
    long maxUntakenBytes,
    int maxOwnConnections,
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
    long wedgedMillis,
    long signOfLifeMillis,
    int maxFreshConnections,
    int maxFreshWaiting,
    long freshMillis,
    SecondWireLimits second) {

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
          256,
          16L << 20,
          32,
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
          1_500,
          2_000,
          4,
          1_000,
          1_000,
          SecondWireLimits.DEFAULTS);

  /** What one connection on the second wire may take. */
  SessionLimits ofSecondSession() {
    WireLimits wire =
        new WireLimits(
            maxMessageBytes,
            second.maxParts(),
            second.maxControlBytes(),
            maxVirtualSockets,
            second.maxTopicBytes(),
            second.maxTopicsPerConnection(),
            maxRequestsInFlight);
    return new SessionLimits(
        wire,
        maxHeldFrames,
        maxRequestBytes,
        second.maxErrorsPerSecond(),
        second.maxMessagesAwaitingCredit(),
        second.maxBytesAwaitingCredit(),
        second.heartbeatMillis());
  }

  /** What of them is the gateways' business. */
  public GatewayLimits gateway() {
    return new GatewayLimits(
        maxMessageBytes,
        maxBackendMessageBytes,
        fairRequests,
        maxRequestsPerEndpoint,
        maxUnsentMessages,
        maxRequestBytes / 2,
        maxUntakenBytes,
        maxOwnConnections,
        maxEndpoints,
        maxPeersPerEndpoint,
        maxAsksWithoutPage,
        maxAskBytesWithoutPage,
        maxTopicsPerEndpoint,
        requestMillis,
        absentPageMillis,
        gatewayIdleMillis,
        wedgedMillis,
        signOfLifeMillis,
        maxFreshConnections,
        maxFreshWaiting,
        freshMillis);
  }

  /** The same with another {@code maxMessageBytes}. */
  public VirtualSocketLimits withMaxMessageBytes(int bytes) {
    return with(edit -> edit.maxMessageBytes = bytes);
  }

  /** The same with another {@code maxBackendMessageBytes}. */
  public VirtualSocketLimits withMaxBackendMessageBytes(long bytes) {
    return with(edit -> edit.maxBackendMessageBytes = bytes);
  }

  /** The same with another {@code maxVirtualSockets}. */
  public VirtualSocketLimits withMaxVirtualSockets(int most) {
    return with(edit -> edit.maxVirtualSockets = most);
  }

  /** The same with another {@code maxSubscriptions}. */
  public VirtualSocketLimits withMaxSubscriptions(int most) {
    return with(edit -> edit.maxSubscriptions = most);
  }

  /** The same with another {@code maxRequestsInFlight}. */
  public VirtualSocketLimits withMaxRequestsInFlight(int most) {
    return with(edit -> edit.maxRequestsInFlight = most);
  }

  /** The same with another {@code maxRequestBytes}. */
  public VirtualSocketLimits withMaxRequestBytes(long bytes) {
    return with(edit -> edit.maxRequestBytes = bytes);
  }

  /** The same with another {@code maxRequestBytesInAll}. */
  public VirtualSocketLimits withMaxRequestBytesInAll(long bytes) {
    return with(edit -> edit.maxRequestBytesInAll = bytes);
  }

  /** The same with another {@code fairRequests}. */
  public VirtualSocketLimits withFairRequests(int requests) {
    return with(edit -> edit.fairRequests = requests);
  }

  /** The same with another {@code maxRequestsPerEndpoint}. */
  public VirtualSocketLimits withMaxRequestsPerEndpoint(int most) {
    return with(edit -> edit.maxRequestsPerEndpoint = most);
  }

  /** The same with another {@code maxUnsentMessages}. */
  public VirtualSocketLimits withMaxUnsentMessages(int most) {
    return with(edit -> edit.maxUnsentMessages = most);
  }

  /** The same with another {@code maxUntakenBytes}. */
  public VirtualSocketLimits withMaxUntakenBytes(long bytes) {
    return with(edit -> edit.maxUntakenBytes = bytes);
  }

  /** The same with another {@code maxOwnConnections}. */
  public VirtualSocketLimits withMaxOwnConnections(int most) {
    return with(edit -> edit.maxOwnConnections = most);
  }

  /** The same with another {@code maxEndpoints}. */
  public VirtualSocketLimits withMaxEndpoints(int most) {
    return with(edit -> edit.maxEndpoints = most);
  }

  /** The same with another {@code maxPeersPerEndpoint}. */
  public VirtualSocketLimits withMaxPeersPerEndpoint(int most) {
    return with(edit -> edit.maxPeersPerEndpoint = most);
  }

  /** The same with another {@code maxAsksWithoutPage}. */
  public VirtualSocketLimits withMaxAsksWithoutPage(int most) {
    return with(edit -> edit.maxAsksWithoutPage = most);
  }

  /** The same with another {@code maxAskBytesWithoutPage}. */
  public VirtualSocketLimits withMaxAskBytesWithoutPage(long bytes) {
    return with(edit -> edit.maxAskBytesWithoutPage = bytes);
  }

  /** The same with another {@code maxHeldFrames}. */
  public VirtualSocketLimits withMaxHeldFrames(int most) {
    return with(edit -> edit.maxHeldFrames = most);
  }

  /** The same with another {@code maxConnectBytes}. */
  public VirtualSocketLimits withMaxConnectBytes(int bytes) {
    return with(edit -> edit.maxConnectBytes = bytes);
  }

  /** The same with another {@code maxFilterBytes}. */
  public VirtualSocketLimits withMaxFilterBytes(int bytes) {
    return with(edit -> edit.maxFilterBytes = bytes);
  }

  /** The same with another {@code maxTopicsPerEndpoint}. */
  public VirtualSocketLimits withMaxTopicsPerEndpoint(int most) {
    return with(edit -> edit.maxTopicsPerEndpoint = most);
  }

  /** The same with another {@code requestMillis}. */
  public VirtualSocketLimits withRequestMillis(long millis) {
    return with(edit -> edit.requestMillis = millis);
  }

  /** The same with another {@code absentPageMillis}. */
  public VirtualSocketLimits withAbsentPageMillis(long millis) {
    return with(edit -> edit.absentPageMillis = millis);
  }

  /** The same with another {@code gatewayIdleMillis}. */
  public VirtualSocketLimits withGatewayIdleMillis(long millis) {
    return with(edit -> edit.gatewayIdleMillis = millis);
  }

  /** The same with another {@code wedgedMillis}. */
  public VirtualSocketLimits withWedgedMillis(long millis) {
    return with(edit -> edit.wedgedMillis = millis);
  }

  /** The same with another {@code signOfLifeMillis}. */
  public VirtualSocketLimits withSignOfLifeMillis(long millis) {
    return with(edit -> edit.signOfLifeMillis = millis);
  }

  /** The same with another {@code maxFreshConnections}. */
  public VirtualSocketLimits withMaxFreshConnections(int most) {
    return with(edit -> edit.maxFreshConnections = most);
  }

  /** The same with another {@code maxFreshWaiting}. */
  public VirtualSocketLimits withMaxFreshWaiting(int most) {
    return with(edit -> edit.maxFreshWaiting = most);
  }

  /** The same with another {@code freshMillis}. */
  public VirtualSocketLimits withFreshMillis(long millis) {
    return with(edit -> edit.freshMillis = millis);
  }

  /** The same with another {@code second}. */
  public VirtualSocketLimits withSecond(SecondWireLimits limits) {
    return with(edit -> edit.second = limits);
  }

  private VirtualSocketLimits with(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.limits();
  }

  /** All of them, while one is replaced. */
  private static final class Edit {
    private int maxMessageBytes;
    private long maxBackendMessageBytes;
    private int maxVirtualSockets;
    private int maxSubscriptions;
    private int maxRequestsInFlight;
    private long maxRequestBytes;
    private long maxRequestBytesInAll;
    private int fairRequests;
    private int maxRequestsPerEndpoint;
    private int maxUnsentMessages;
    private long maxUntakenBytes;
    private int maxOwnConnections;
    private int maxEndpoints;
    private int maxPeersPerEndpoint;
    private int maxAsksWithoutPage;
    private long maxAskBytesWithoutPage;
    private int maxHeldFrames;
    private int maxConnectBytes;
    private int maxFilterBytes;
    private int maxTopicsPerEndpoint;
    private long requestMillis;
    private long absentPageMillis;
    private long gatewayIdleMillis;
    private long wedgedMillis;
    private long signOfLifeMillis;
    private int maxFreshConnections;
    private int maxFreshWaiting;
    private long freshMillis;
    private SecondWireLimits second;

    Edit(VirtualSocketLimits from) {
      maxMessageBytes = from.maxMessageBytes();
      maxBackendMessageBytes = from.maxBackendMessageBytes();
      maxVirtualSockets = from.maxVirtualSockets();
      maxSubscriptions = from.maxSubscriptions();
      maxRequestsInFlight = from.maxRequestsInFlight();
      maxRequestBytes = from.maxRequestBytes();
      maxRequestBytesInAll = from.maxRequestBytesInAll();
      fairRequests = from.fairRequests();
      maxRequestsPerEndpoint = from.maxRequestsPerEndpoint();
      maxUnsentMessages = from.maxUnsentMessages();
      maxUntakenBytes = from.maxUntakenBytes();
      maxOwnConnections = from.maxOwnConnections();
      maxEndpoints = from.maxEndpoints();
      maxPeersPerEndpoint = from.maxPeersPerEndpoint();
      maxAsksWithoutPage = from.maxAsksWithoutPage();
      maxAskBytesWithoutPage = from.maxAskBytesWithoutPage();
      maxHeldFrames = from.maxHeldFrames();
      maxConnectBytes = from.maxConnectBytes();
      maxFilterBytes = from.maxFilterBytes();
      maxTopicsPerEndpoint = from.maxTopicsPerEndpoint();
      requestMillis = from.requestMillis();
      absentPageMillis = from.absentPageMillis();
      gatewayIdleMillis = from.gatewayIdleMillis();
      wedgedMillis = from.wedgedMillis();
      signOfLifeMillis = from.signOfLifeMillis();
      maxFreshConnections = from.maxFreshConnections();
      maxFreshWaiting = from.maxFreshWaiting();
      freshMillis = from.freshMillis();
      second = from.second();
    }

    VirtualSocketLimits limits() {
      return new VirtualSocketLimits(
          maxMessageBytes,
          maxBackendMessageBytes,
          maxVirtualSockets,
          maxSubscriptions,
          maxRequestsInFlight,
          maxRequestBytes,
          maxRequestBytesInAll,
          fairRequests,
          maxRequestsPerEndpoint,
          maxUnsentMessages,
          maxUntakenBytes,
          maxOwnConnections,
          maxEndpoints,
          maxPeersPerEndpoint,
          maxAsksWithoutPage,
          maxAskBytesWithoutPage,
          maxHeldFrames,
          maxConnectBytes,
          maxFilterBytes,
          maxTopicsPerEndpoint,
          requestMillis,
          absentPageMillis,
          gatewayIdleMillis,
          wedgedMillis,
          signOfLifeMillis,
          maxFreshConnections,
          maxFreshWaiting,
          freshMillis,
          second);
    }
  }
}
