package org.zmqwebbridge;

import java.nio.file.Path;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.SlowReaderPolicy;
import org.zmqwebbridge.edge.jetty.EdgeLimits;
import org.zmqwebbridge.virtualsocket.EndpointSpec;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * The one place that knows every setting's name, default and bounds; turns settings into a {@link
 * BridgeBuilder}.
 */
final class BridgeSettings {
  private static final long MAX_INT = Integer.MAX_VALUE;
  private static final long MAX_BYTES = 1L << 40;
  private static final long MAX_MILLIS = 86_400_000;
  private static final int MAX_THREADS = 64;
  private static final int MAX_SPIN_TURNS = 1_000_000;

  private BridgeSettings() {}

  /**
   * Reads all settings.
   *
   * @throws ConfigException if one is unknown or wrong; the message says where and what to do
   */
  static BridgeBuilder read(Section root) {
    BridgeBuilder builder = Bridge.builder();
    root.parsed("listen", builder::listen);
    builder.management("127.0.0.1:9000");
    root.parsed("management", builder::management);
    webSocket(root.section("websocket"), builder);
    tls(root.section("tls"), builder);
    endpoints(root.section("endpoints"), builder);
    auth(root.section("auth"), builder);
    threads(root.section("threads"), builder);
    limits(root.section("limits"), root.section("deadlines"), builder);
    root.end();
    return builder;
  }

  private static void webSocket(Section section, BridgeBuilder builder) {
    section.parsed("path", builder::path);
    section.texts("origins").forEach(builder::origin);
    section.end();
  }

  private static void tls(Section section, BridgeBuilder builder) {
    if (section.has("certificate") || section.has("key")) {
      builder.tls(
          Path.of(section.requiredText("certificate")), Path.of(section.requiredText("key")));
    }
    section.end();
  }

  private static void endpoints(Section section, BridgeBuilder builder) {
    for (String name : section.orderedKeys()) {
      builder.endpoint(endpoint(name, section.section(name)));
    }
  }

  static EndpointSpec endpoint(String name, Section section) {
    section.requiredText("type");
    SocketType type = section.parsed("type", BridgeSettings::socketType).orElseThrow();
    section.requiredText("address");
    ZmqEndpoint address = section.parsed("address", ZmqEndpoint::parse).orElseThrow();
    int highWaterMark =
        (int) section.number("hwm", EndpointSpec.DEFAULT_HIGH_WATER_MARK, 1, 10_000_000);
    int handshakeMillis =
        (int)
            section.number(
                "handshakeMillis", EndpointSpec.DEFAULT_HANDSHAKE_MILLIS, 10, MAX_MILLIS);
    SlowReaderPolicy slowReaders =
        section
            .parsed("slowReaders", text -> slowReaders(text, type))
            .orElse(SlowReaderPolicy.OLDEST);
    section.end();
    if (name.contains(":")) {
      throw new ConfigException(
          section.where() + ": endpoints." + name + ": a name has no colon, addresses have");
    }
    return new EndpointSpec(name, type, address, highWaterMark, handshakeMillis, slowReaders);
  }

  private static SlowReaderPolicy slowReaders(String text, SocketType type) {
    if (type != SocketType.SUB) {
      throw new IllegalArgumentException(
          "only an endpoint of type SUB drops anything, and this one's is "
              + type
              + "; take this line out");
    }
    return switch (text) {
      case "oldest" -> SlowReaderPolicy.OLDEST;
      case "latest" -> SlowReaderPolicy.LATEST;
      case "close" -> SlowReaderPolicy.CLOSE;
      default ->
          throw new IllegalArgumentException("\"" + text + "\" is none of oldest, latest, close");
    };
  }

  private static SocketType socketType(String text) {
    try {
      return SocketType.valueOf(text);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("\"" + text + "\" is none of REQ, SUB, REP", unknown);
    }
  }

  private static void auth(Section section, BridgeBuilder builder) {
    section
        .parsed("class", AuthorizerClass::load)
        .ifPresent((Authorizer authorizer) -> builder.authorizer(authorizer));
    section.end();
  }

  private static void threads(Section section, BridgeBuilder builder) {
    Threads standard = Threads.standard();
    builder.loops((int) section.number("loops", standard.loops(), 1, MAX_THREADS));
    builder.selectors((int) section.number("selectors", standard.selectors(), 1, MAX_THREADS));
    builder.spinTurns((int) section.number("spinTurns", standard.spinTurns(), 0, MAX_SPIN_TURNS));
    section.end();
  }

  private static void limits(Section limits, Section deadlines, BridgeBuilder builder) {
    EdgeLimits edge = EdgeLimits.DEFAULTS;
    int maxMessageBytes =
        (int) limits.number("maxMessageBytes", edge.maxMessageBytes(), 1024, 1 << 30);
    builder.limits(edge(limits, deadlines, maxMessageBytes));
    builder.limits(sockets(limits, deadlines, maxMessageBytes));
    builder.hookMillis(
        deadlines.number("hookMillis", BridgeConfig.DEFAULT_HOOK_MILLIS, 1, MAX_MILLIS));
    builder.shutdownMillis(
        deadlines.number("shutdownMillis", BridgeConfig.DEFAULT_SHUTDOWN_MILLIS, 100, MAX_MILLIS));
    limits.end();
    deadlines.end();
  }

  private static EdgeLimits edge(Section limits, Section deadlines, int maxMessageBytes) {
    EdgeLimits standard = EdgeLimits.DEFAULTS;
    return new EdgeLimits(
        maxMessageBytes,
        (int) limits.number("maxFragments", standard.maxFragments(), 1, MAX_INT),
        (int) limits.number("maxConnections", standard.maxConnections(), 1, MAX_INT),
        (int)
            limits.number(
                "maxConnectionsPerAddress", standard.maxConnectionsPerAddress(), 0, MAX_INT),
        (int) limits.number("maxQueuedBytes", standard.maxQueuedBytes(), 1024, MAX_INT),
        (int) limits.number("maxQueuedMessages", standard.maxQueuedMessages(), 1, MAX_INT),
        limits.number(
            "maxQueuedBytesInAll",
            Math.max(standard.maxQueuedBytesInAll(), maxMessageBytes),
            maxMessageBytes,
            Long.MAX_VALUE),
        limits.number(
            "maxIncomingBytesInAll",
            Math.max(standard.maxIncomingBytesInAll(), maxMessageBytes),
            maxMessageBytes,
            Long.MAX_VALUE),
        deadlines.number("handshakeMillis", standard.handshakeMillis(), 10, MAX_MILLIS),
        deadlines.number("pingMillis", standard.pingMillis(), 10, MAX_MILLIS),
        deadlines.number("pongMillis", standard.pongMillis(), 10, MAX_MILLIS),
        deadlines.number("writeMillis", standard.writeMillis(), 10, MAX_MILLIS));
  }

  private static VirtualSocketLimits sockets(
      Section limits, Section deadlines, int maxMessageBytes) {
    VirtualSocketLimits standard = VirtualSocketLimits.DEFAULTS;
    return new VirtualSocketLimits(
        maxMessageBytes,
        limits.number("maxBackendMessageBytes", standard.maxBackendMessageBytes(), 1024, MAX_INT),
        (int) limits.number("maxVirtualSockets", standard.maxVirtualSockets(), 1, MAX_INT),
        (int) limits.number("maxSubscriptions", standard.maxSubscriptions(), 1, MAX_INT),
        (int) limits.number("maxRequestsInFlight", standard.maxRequestsInFlight(), 1, MAX_INT),
        limits.number("maxRequestBytes", standard.maxRequestBytes(), 1024, MAX_INT),
        limits.number("maxRequestBytesInAll", standard.maxRequestBytesInAll(), 1024, MAX_BYTES),
        (int) limits.number("fairRequests", standard.fairRequests(), 1, MAX_INT),
        (int)
            limits.number("maxRequestsPerEndpoint", standard.maxRequestsPerEndpoint(), 1, MAX_INT),
        (int) limits.number("maxEndpoints", standard.maxEndpoints(), 1, 4000),
        (int) limits.number("maxHeldFrames", standard.maxHeldFrames(), 0, MAX_INT),
        (int) limits.number("maxConnectBytes", standard.maxConnectBytes(), 16, MAX_INT),
        (int) limits.number("maxFilterBytes", standard.maxFilterBytes(), 0, MAX_INT),
        deadlines.number("requestMillis", standard.requestMillis(), 1, MAX_MILLIS),
        deadlines.number("gatewayIdleMillis", standard.gatewayIdleMillis(), 0, MAX_MILLIS),
        deadlines.number("wedgedMillis", standard.wedgedMillis(), 100, MAX_MILLIS));
  }
}
