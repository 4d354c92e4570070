package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.grip.DeliveryRate;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripLimits;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.GripZmq;
import org.zmqwebbridge.grip.HoldSettings;
import org.zmqwebbridge.grip.PublisherSpec;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteOptions;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.grip.RoutesFile;
import org.zmqwebbridge.grip.Signatures;
import org.zmqwebbridge.origin.OriginLimits;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** The settings below {@code grip}. */
final class GripSettings {
  private static final String KEY = "grip";
  private static final String ROUTES = "routes";
  private static final String ROUTES_FILE = "routesFile";
  private static final String SECRET = "secretFile";
  private static final int MAX_INT = Integer.MAX_VALUE;
  private static final int MAX_MILLIS = 86_400_000;
  private static final int MAX_HOLD_SECONDS = 3_600;
  private static final int MAX_RETRIES = 16;
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private static final Map<String, Boolean> CHANNELS = new LinkedHashMap<>();
  private static final Map<String, SlowReaderPolicy> SLOW_READERS = new LinkedHashMap<>();

  static {
    CHANNELS.put("own", false);
    CHANNELS.put("shared", true);
    SLOW_READERS.put("close", SlowReaderPolicy.CLOSE);
    SLOW_READERS.put("oldest", SlowReaderPolicy.OLDEST);
    SLOW_READERS.put("latest", SlowReaderPolicy.LATEST);
  }

  private GripSettings() {}

  static void read(Section root, BridgeBuilder builder) {
    if (root.has(KEY)) {
      root.attempt(() -> grip(root.section(KEY), builder)).ifPresent(builder::grip);
    }
  }

  private static GripConfig grip(Section section, BridgeBuilder builder) {
    Optional<RouteTable> routes = section.attempt(() -> new RouteTable(routes(section)));
    GripConfig standard = GripConfig.NONE;
    String store = section.text("store").orElse(standard.store());
    boolean shared = section.choice("channels", CHANNELS).orElse(standard.isShared());
    Retention kept = LocationSettings.retention(section.section("keep"), standard.retention());
    Optional<String> secret = control(section.section("control"), builder);
    Signatures signatures = signatures(section);
    GripLimits limits = limits(section);
    OriginLimits origins = origins(section.section("origins"));
    PublisherSpec publishers = publishers(section);
    SlowReaderPolicy slow =
        section.choice("slowReaders", SLOW_READERS).orElse(standard.slowReaders());
    GripConfig more =
        standard
            .with(ForwardingSettings.read(section.section("forwarding")))
            .with(StatsSettings.read(section.section("stats")))
            .with(CarrierSettings.sockjs(section.section("sockjs")))
            .with(CarrierSettings.zhttp(section.section("zhttp")));
    section.end();
    GripConfig config =
        GripConfig.of(routes.orElseThrow(section::unusable))
            .withStore(store, shared, kept)
            .with(signatures)
            .with(limits)
            .with(origins)
            .with(publishers)
            .with(slow)
            .with(more.forwarding())
            .with(more.stats())
            .with(more.sockjs())
            .with(more.zhttp());
    return secret.map(config::withSecret).orElse(config);
  }

  private static List<GripRoute> routes(Section section) {
    List<GripRoute> routes = new ArrayList<>();
    if (section.areSections(ROUTES)) {
      for (Section one : section.sections(ROUTES)) {
        section.attempt(() -> GripRouteSettings.read(one)).ifPresent(routes::add);
      }
    } else {
      List<String> lines = new ArrayList<>();
      section
          .parsedTexts(ROUTES, line -> said(line, lines))
          .forEach(read -> read.ifPresent(routes::add));
      RouteLine.idle(lines).ifPresent(idle -> section.warn(ROUTES, idle));
    }
    section
        .parsed(ROUTES_FILE, file -> RoutesFile.read(Path.of(file)))
        .ifPresent(
            read -> {
              read.warnings().forEach(warning -> section.warn(ROUTES_FILE, warning));
              routes.addAll(read.table().routes());
            });
    if (!section.has(ROUTES) && !section.has(ROUTES_FILE)) {
      section.refuse(
          ROUTES, "is missing; write what goes where, for example [\"* localhost:8080\"]");
    }
    return routes;
  }

  private static Optional<GripRoute> said(String line, List<String> lines) {
    lines.add(line);
    return RouteLine.read(line);
  }

  /** Where publishers come; and the secret that they bring, if there is one. */
  private static Optional<String> control(Section section, BridgeBuilder builder) {
    Optional<String> listen = section.parsed("listen", GripSettings::address);
    if (listen.isPresent() || !builder.hasListenerFor(Served.GRIP_CONTROL)) {
      builder.listener(
          GripCommand.CONTROL,
          listen.orElse("127.0.0.1:" + GripCommand.CONTROL_PORT),
          section.flag("tls", false),
          Set.of(Served.GRIP_CONTROL));
    }
    Optional<String> secret = section.parsed(SECRET, file -> SecretFile.read(Path.of(file)));
    section.end();
    if (section.has(SECRET) && secret.isEmpty()) {
      throw section.unusable(); // never open because its secret cannot be read
    }
    return secret;
  }

  private static String address(String text) {
    String address = GripCommand.loopback(text);
    if (HostAndPort.unix(address).isEmpty()) {
      HostAndPort.parse(address);
    }
    return address;
  }

  private static Signatures signatures(Section section) {
    Section sig = section.section("sig");
    String issuer = sig.text("iss").orElse("pushpin");
    Optional<RouteOptions.Signature> own =
        sig.parsed("key", key -> new RouteOptions.Signature(issuer, key));
    if (sig.has("iss") && !sig.has("key")) {
      sig.warn("iss", "means nothing without a key; nothing is signed");
    }
    sig.end();
    Optional<String> upstream =
        section
            .parsed(
                "upstreamKey",
                key -> new Signatures(Optional.empty(), Optional.of(key)).upstreamKey())
            .flatMap(key -> key);
    return new Signatures(own, upstream);
  }

  private static GripLimits limits(Section section) {
    GripLimits standard = GripLimits.DEFAULTS;
    return new GripLimits(
        number(section, "maxRequestBytes", standard.maxRequestBytes(), 0, MAX_INT),
        number(section, "maxResponseBytes", standard.maxResponseBytes(), 0, MAX_INT),
        number(section, "maxSocketResponseBytes", standard.maxSocketResponseBytes(), 0, MAX_INT),
        number(section, "maxSubscriptions", standard.maxSubscriptions(), 1, MAX_INT),
        number(section, "maxPublishBytes", standard.maxPublishBytes(), 1, MAX_INT),
        number(section, "minHoldSeconds", standard.minHoldSeconds(), 0, MAX_HOLD_SECONDS),
        holds(section.section("holds")));
  }

  private static HoldSettings holds(Section section) {
    HoldSettings standard = HoldSettings.DEFAULTS;
    List<String> hosts = section.texts("allowedLinkHosts");
    HoldSettings holds =
        new HoldSettings(
            number(section, "maxSocketEventBytes", standard.maxSocketEventBytes(), 1_024, MAX_INT),
            number(section, "maxOriginRetries", standard.maxOriginRetries(), 0, MAX_RETRIES),
            section.number("firstRetryMillis", standard.firstRetryMillis(), 1, MAX_MILLIS),
            number(section, "maxLinkedPages", standard.maxLinkedPages(), 1, MAX_INT),
            section.number("lingerMillis", standard.lingerMillis(), 0, MAX_MILLIS),
            number(section, "maxLingering", standard.maxLingering(), 0, MAX_INT),
            section.flag("asksOnFirst", standard.asksOnFirst()),
            Set.copyOf(hosts));
    section.end();
    return holds;
  }

  private static PublisherSpec publishers(Section section) {
    PublisherSpec standard = PublisherSpec.DEFAULTS;
    PublisherSpec spec =
        standard
            .withTimes(
                number(section, "idCacheSeconds", standard.idCacheSeconds(), 0, MAX_INT),
                number(section, "messageWaitMillis", standard.messageWaitMillis(), 0, MAX_MILLIS))
            .with(
                new DeliveryRate(
                    number(section, "messageRate", standard.rate().perSecond(), 0, MAX_INT),
                    number(section, "messageHwm", standard.rate().hwm(), 0, MAX_INT)))
            .withFilterHosts(section.texts("filterHosts"))
            .with(zmq(section.section("zmq")));
    return spec;
  }

  /** Sockets of publishers; nowhere unless it is said. */
  private static GripZmq zmq(Section section) {
    List<ZmqEndpoint> pull = section.oneOrMore("pull", ZmqEndpoint::parseBound);
    List<ZmqEndpoint> sub = section.oneOrMore("sub", ZmqEndpoint::parseBound);
    List<ZmqEndpoint> connected = section.oneOrMore("subConnect", ZmqEndpoint::parseConnected);
    List<ZmqEndpoint> command = section.oneOrMore("command", ZmqEndpoint::parseBound);
    boolean binds = !(pull.isEmpty() && sub.isEmpty() && command.isEmpty());
    SecuritySettings.Both security = SecuritySettings.both(section, binds, !connected.isEmpty());
    section.end();
    try {
      return new GripZmq(
          pull, sub, connected, command, security.bound(), security.connecting(), Optional.empty());
    } catch (IllegalArgumentException open) {
      throw new ConfigException(section.where() + ": grip.zmq: " + open.getMessage());
    }
  }

  private static OriginLimits origins(Section section) {
    OriginLimits standard = OriginLimits.DEFAULTS;
    OriginLimits limits =
        new OriginLimits(
            section.number("connectMillis", standard.connectMillis(), 1, MAX_MILLIS),
            section.number("idleMillis", standard.idleMillis(), 1, MAX_MILLIS),
            number(section, "maxConnections", standard.maxConnections(), 1, MAX_INT),
            number(section, "maxWaiting", standard.maxWaiting(), 0, MAX_INT),
            number(section, "maxHeaderBytes", standard.maxHeaderBytes(), 1024, MAX_HEADER_BYTES));
    section.end();
    return limits;
  }

  private static int number(Section section, String key, int absent, int least, int most) {
    return (int) section.number(key, absent, least, most);
  }
}
