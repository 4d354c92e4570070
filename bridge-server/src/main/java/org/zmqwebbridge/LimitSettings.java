package org.zmqwebbridge;

import org.zmqwebbridge.channel.ChannelLimits;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.StreamLimits;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.virtualsocket.second.SecondWireLimits;

/** The settings below {@code limits} and {@code deadlines}. */
final class LimitSettings {
  private static final long MAX_INT = Integer.MAX_VALUE;
  private static final long MAX_BYTES = 1L << 40;
  private static final long MAX_MILLIS = 86_400_000;

  private LimitSettings() {}

  static void read(Section limits, Section deadlines, BridgeBuilder builder) {
    int maxMessageBytes =
        (int)
            limits.number(
                "maxMessageBytes", ConnectionLimits.DEFAULTS.maxMessageBytes(), 1024, 1 << 30);
    builder.limits(
        new EdgeLimits(
            handshake(limits, deadlines),
            connection(limits, deadlines, maxMessageBytes),
            exchange(deadlines),
            stream(limits)));
    builder.limits(sockets(limits, deadlines, maxMessageBytes));
    builder.limits(channels(limits));
    AccessLimits access = AccessLimits.DEFAULTS;
    builder.hookMillis(deadlines.number("hookMillis", access.hookMillis(), 1, MAX_MILLIS));
    builder.firstFrameMillis(
        deadlines.number("firstFrameMillis", access.firstFrameMillis(), 10, MAX_MILLIS));
    builder.zwsHandshakeMillis(
        deadlines.number("zwsHandshakeMillis", access.zwsHandshakeMillis(), 10, MAX_MILLIS));
    builder.drainMillis(
        deadlines.number("drainMillis", BridgeConfig.DEFAULT_DRAIN_MILLIS, 0, MAX_MILLIS));
    builder.shutdownMillis(
        deadlines.number("shutdownMillis", BridgeConfig.DEFAULT_SHUTDOWN_MILLIS, 100, MAX_MILLIS));
    builder.stuckMillis(
        deadlines.number("stuckMillis", Threads.standard().stuckMillis(), 500, MAX_MILLIS));
    limits.end();
    deadlines.end();
  }

  private static HandshakeLimits handshake(Section limits, Section deadlines) {
    HandshakeLimits standard = HandshakeLimits.DEFAULTS;
    return standard
        .withMaxConnections(
            (int) limits.number("maxConnections", standard.maxConnections(), 1, MAX_INT))
        .withMaxConnectionsPerAddress(
            (int)
                limits.number(
                    "maxConnectionsPerAddress", standard.maxConnectionsPerAddress(), 0, MAX_INT))
        .withMaxHeaderBytes(
            (int) limits.number("maxHeaderBytes", standard.maxHeaderBytes(), 1024, 1 << 20))
        .withMaxRefusedConnections(
            (int)
                limits.number("maxRefusedConnections", standard.maxRefusedConnections(), 0, 65_536))
        .withHandshakeMillis(
            deadlines.number("handshakeMillis", standard.handshakeMillis(), 10, MAX_MILLIS));
  }

  private static ChannelLimits channels(Section limits) {
    ChannelLimits standard = ChannelLimits.DEFAULTS;
    return new ChannelLimits(
        (int) limits.number("maxChannels", standard.maxChannels(), 1, MAX_INT),
        limits.number("maxChannelPendingBytes", standard.maxPendingBytes(), 1024, MAX_BYTES),
        (int) limits.number("maxChannelBacklog", standard.maxBacklog(), 1, MAX_INT));
  }

  private static ExchangeLimits exchange(Section deadlines) {
    ExchangeLimits standard = ExchangeLimits.DEFAULTS;
    return standard
        .withBodyMillis(deadlines.number("bodyMillis", standard.bodyMillis(), 10, MAX_MILLIS))
        .withHeldMillis(deadlines.number("heldMillis", standard.heldMillis(), 10, MAX_MILLIS));
  }

  private static StreamLimits stream(Section limits) {
    StreamLimits standard = StreamLimits.DEFAULTS;
    return standard
        .withMaxStreamsPerConnection(
            (int)
                limits.number(
                    "maxStreamsPerConnection", standard.maxStreamsPerConnection(), 1, 65_536))
        .withMaxHttp2EventsPerSecond(
            (int)
                limits.number(
                    "maxHttp2EventsPerSecond", standard.maxHttp2EventsPerSecond(), 1, MAX_INT));
  }

  private static ConnectionLimits connection(
      Section limits, Section deadlines, int maxMessageBytes) {
    ConnectionLimits standard = ConnectionLimits.DEFAULTS;
    return standard
        .withMaxMessageBytes(maxMessageBytes)
        .withMaxFragments((int) limits.number("maxFragments", standard.maxFragments(), 1, MAX_INT))
        .withMaxPingsAtOnce(
            (int) limits.number("maxPingsAtOnce", standard.maxPingsAtOnce(), 1, MAX_INT))
        .withMaxQueuedBytes(
            (int) limits.number("maxQueuedBytes", standard.maxQueuedBytes(), 1024, MAX_INT))
        .withMaxQueuedMessages(
            (int) limits.number("maxQueuedMessages", standard.maxQueuedMessages(), 1, MAX_INT))
        .withMaxQueuedBytesInAll(
            limits.number(
                "maxQueuedBytesInAll",
                Math.max(standard.maxQueuedBytesInAll(), maxMessageBytes),
                maxMessageBytes,
                Long.MAX_VALUE))
        .withMaxIncomingBytesInAll(
            limits.number(
                "maxIncomingBytesInAll",
                Math.max(standard.maxIncomingBytesInAll(), maxMessageBytes),
                maxMessageBytes,
                Long.MAX_VALUE))
        .withPingMillis(deadlines.number("pingMillis", standard.pingMillis(), 10, MAX_MILLIS))
        .withPongMillis(deadlines.number("pongMillis", standard.pongMillis(), 10, MAX_MILLIS))
        .withWriteMillis(deadlines.number("writeMillis", standard.writeMillis(), 10, MAX_MILLIS))
        .withCloseMillis(deadlines.number("closeMillis", standard.closeMillis(), 0, 60_000))
        .withLifetimeMillis(
            deadlines.number("lifetimeMillis", standard.lifetimeMillis(), 0, MAX_MILLIS));
  }

  private static SecondWireLimits secondWire(Section limits, Section deadlines) {
    SecondWireLimits standard = SecondWireLimits.DEFAULTS;
    return new SecondWireLimits(
        (int) limits.number("maxParts", standard.maxParts(), 1, 65_536),
        (int) limits.number("maxControlBytes", standard.maxControlBytes(), 1024, 1 << 24),
        (int) limits.number("maxTopicBytes", standard.maxTopicBytes(), 1, 65_536),
        (int)
            limits.number("maxTopicsPerConnection", standard.maxTopicsPerConnection(), 1, MAX_INT),
        (int) limits.number("maxErrorsPerSecond", standard.maxErrorsPerSecond(), 1, MAX_INT),
        (int)
            limits.number(
                "maxMessagesAwaitingCredit", standard.maxMessagesAwaitingCredit(), 1, MAX_INT),
        limits.number("maxBytesAwaitingCredit", standard.maxBytesAwaitingCredit(), 1024, MAX_BYTES),
        deadlines.number("heartbeatMillis", standard.heartbeatMillis(), 1_000, MAX_MILLIS));
  }

  private static VirtualSocketLimits sockets(
      Section limits, Section deadlines, int maxMessageBytes) {
    VirtualSocketLimits standard =
        VirtualSocketLimits.DEFAULTS.withMaxMessageBytes(maxMessageBytes);
    return waits(
            deadlines,
            endpoints(limits, messages(limits, requests(limits, page(limits, standard)))))
        .withSecond(secondWire(limits, deadlines));
  }

  private static VirtualSocketLimits page(Section limits, VirtualSocketLimits standard) {
    return standard
        .withMaxVirtualSockets(
            (int) limits.number("maxVirtualSockets", standard.maxVirtualSockets(), 1, MAX_INT))
        .withMaxSubscriptions(
            (int) limits.number("maxSubscriptions", standard.maxSubscriptions(), 1, MAX_INT))
        .withMaxHeldFrames(
            (int) limits.number("maxHeldFrames", standard.maxHeldFrames(), 0, MAX_INT))
        .withMaxConnectBytes(
            (int) limits.number("maxConnectBytes", standard.maxConnectBytes(), 16, MAX_INT))
        .withMaxFilterBytes(
            (int) limits.number("maxFilterBytes", standard.maxFilterBytes(), 0, MAX_INT));
  }

  private static VirtualSocketLimits requests(Section limits, VirtualSocketLimits standard) {
    return standard
        .withMaxRequestsInFlight(
            (int) limits.number("maxRequestsInFlight", standard.maxRequestsInFlight(), 1, MAX_INT))
        .withMaxRequestBytes(
            limits.number("maxRequestBytes", standard.maxRequestBytes(), 1024, MAX_INT))
        .withMaxRequestBytesInAll(
            limits.number("maxRequestBytesInAll", standard.maxRequestBytesInAll(), 1024, MAX_BYTES))
        .withFairRequests((int) limits.number("fairRequests", standard.fairRequests(), 1, MAX_INT))
        .withMaxRequestsPerEndpoint(
            (int)
                limits.number(
                    "maxRequestsPerEndpoint", standard.maxRequestsPerEndpoint(), 1, MAX_INT));
  }

  private static VirtualSocketLimits messages(Section limits, VirtualSocketLimits standard) {
    return standard
        .withMaxUnsentMessages(
            (int) limits.number("maxUnsentMessages", standard.maxUnsentMessages(), 1, 65_536))
        .withMaxUntakenBytes(
            limits.number("maxUntakenBytes", standard.maxUntakenBytes(), 1024, MAX_BYTES))
        .withMaxOwnConnections(
            (int) limits.number("maxOwnConnections", standard.maxOwnConnections(), 1, 4000));
  }

  private static VirtualSocketLimits endpoints(Section limits, VirtualSocketLimits standard) {
    return standard
        .withMaxBackendMessageBytes(
            limits.number(
                "maxBackendMessageBytes", standard.maxBackendMessageBytes(), 1024, MAX_INT))
        .withMaxEndpoints((int) limits.number("maxEndpoints", standard.maxEndpoints(), 1, 4000))
        .withMaxPeersPerEndpoint(
            (int) limits.number("maxPeersPerEndpoint", standard.maxPeersPerEndpoint(), 1, 100_000))
        .withMaxAsksWithoutPage(
            (int) limits.number("maxAsksWithoutPage", standard.maxAsksWithoutPage(), 1, MAX_INT))
        .withMaxAskBytesWithoutPage(
            limits.number(
                "maxAskBytesWithoutPage", standard.maxAskBytesWithoutPage(), 1024, MAX_INT))
        .withMaxFreshConnections(
            (int) limits.number("maxFreshConnections", standard.maxFreshConnections(), 1, 1_000))
        .withMaxFreshWaiting(
            (int) limits.number("maxFreshWaiting", standard.maxFreshWaiting(), 1, MAX_INT))
        .withMaxTopicsPerEndpoint(
            (int)
                limits.number("maxTopicsPerEndpoint", standard.maxTopicsPerEndpoint(), 1, MAX_INT));
  }

  private static VirtualSocketLimits waits(Section deadlines, VirtualSocketLimits standard) {
    return standard
        .withRequestMillis(
            deadlines.number("requestMillis", standard.requestMillis(), 1, MAX_MILLIS))
        .withAbsentPageMillis(
            deadlines.number("absentPageMillis", standard.absentPageMillis(), 0, MAX_MILLIS))
        .withGatewayIdleMillis(
            deadlines.number("gatewayIdleMillis", standard.gatewayIdleMillis(), 0, MAX_MILLIS))
        .withWedgedMillis(
            deadlines.number("wedgedMillis", standard.wedgedMillis(), 100, MAX_MILLIS))
        .withSignOfLifeMillis(
            deadlines.number("signOfLifeMillis", standard.signOfLifeMillis(), 100, 60_000))
        .withFreshMillis(deadlines.number("freshMillis", standard.freshMillis(), 10, 60_000));
  }
}
