package org.zmqwebbridge;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.IniFile;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.DeliveryRate;
import org.zmqwebbridge.grip.Forwarding;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripLimits;
import org.zmqwebbridge.grip.GripZmq;
import org.zmqwebbridge.grip.HoldSettings;
import org.zmqwebbridge.grip.PublisherSpec;
import org.zmqwebbridge.grip.RouteOptions;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.grip.RoutesFile;
import org.zmqwebbridge.grip.Signatures;
import org.zmqwebbridge.grip.SockjsSpec;
import org.zmqwebbridge.grip.stats.StatsSpec;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * A configuration file of Pushpin: what it says is done, and what means nothing here is named once.
 *
 * <p>Owner thread: the caller's.
 */
final class PushpinConf {
  private static final String GLOBAL = "global";
  private static final String RUNNER = "runner";
  private static final String PROXY = "proxy";
  private static final String HANDLER = "handler";
  private static final int MAX_PORT = 65_535;
  private static final int PORTS_PER_ID = 10;
  private static final int MAX_INT = Integer.MAX_VALUE;

  private static final Map<String, Forwarding.Protocol> PROTOCOLS =
      Map.of(
          "true", Forwarding.Protocol.BOTH,
          "proto-only", Forwarding.Protocol.PROTO,
          "false", Forwarding.Protocol.UNTOUCHED);

  private static final Map<String, Boolean> FORMATS = Map.of("tnetstring", false, "json", true);

  private final IniFile file;
  private final int portOffset;
  private final List<String> warnings = new ArrayList<>();

  private PushpinConf(IniFile file, int id) {
    this.file = file;
    this.portOffset =
        (int) file.number(GLOBAL, "port_offset", 0, 0, MAX_PORT) + Math.max(id, 0) * PORTS_PER_ID;
  }

  /**
   * Reads one, with what it includes.
   *
   * @param path empty: all is as it is without a file
   * @param id of several on one machine, each with ports of its own; below 0: the only one
   * @throws ConfigException if something in it is wrong; the message says where and what to do
   */
  static PushpinConf read(Optional<Path> path, int id) {
    IniFile file = path.map(IniFile::read).orElseGet(IniFile::empty);
    String prefix = file.text(GLOBAL, "ipc_prefix").orElse("pushpin-");
    file.with("rundir", file.text(GLOBAL, "rundir").orElse("run"))
        .with("ipc_prefix", id < 0 ? prefix : "p" + id + "-");
    included(file).ifPresent(include -> file.over(IniFile.read(include)));
    return new PushpinConf(file, id);
  }

  /** But for how Pushpin's processes reach each other: here is one. */
  private static Optional<Path> included(IniFile file) {
    return file.text(GLOBAL, "include")
        .filter(include -> !include.endsWith("internal.conf"))
        .map(file.folder()::resolve);
  }

  /** Files that it names, whose change is a change of it. */
  Set<Path> files() {
    Set<Path> all = new LinkedHashSet<>();
    included(file).ifPresent(all::add);
    all.add(routesFile());
    return all;
  }

  /**
   * How much is logged, as Pushpin counts it; below 0: it does not say. Of one process alone: no.
   */
  int logLevel() {
    return file.parsed(RUNNER, "log_level", PushpinConf::level).orElse(-1);
  }

  private static int level(String text) {
    for (String one : text.split(",", -1)) {
      if (one.strip().matches("[0-9]{1,3}")) {
        return Integer.parseInt(one.strip());
      }
      if (!one.strip().matches("[a-z-]+:[0-9]{1,3}")) {
        throw new IllegalArgumentException(
            "is 0 (errors), 1 (warnings), 2 (what is for operators) or 3 (everything), not "
                + one.strip());
      }
    }
    return -1;
  }

  private Path routesFile() {
    return file.folder().resolve(file.text(PROXY, "routesfile").orElse("routes"));
  }

  /**
   * What the bridge is made of.
   *
   * @param listen where clients come in, whatever the file says; empty: as it says
   * @param routes in the place of its routes file; empty: as that says
   */
  BridgeBuilder builder(Optional<String> listen, List<String> routes) {
    BridgeBuilder builder = Bridge.builder().serves(Set.of(Served.HTTP));
    PushpinListeners listeners = new PushpinListeners(file, warnings);
    listeners.pass();
    String first = listen.orElseGet(() -> listeners.add(builder));
    builder.listen(first);
    control(builder);
    limits(first, builder);
    if (file.flag(RUNNER, "allow_compression", false)) {
      builder.deflate(DeflateSettings.DEFAULTS);
    }
    builder.grip(grip(routes));
    nameTheRest();
    return builder.warnings(warnings);
  }

  // Publishers

  private void control(BridgeBuilder builder) {
    long standard = GripCommand.CONTROL_PORT;
    long port = file.number(HANDLER, "push_in_http_port", standard, 0, MAX_PORT);
    String host = file.text(HANDLER, "push_in_http_addr").orElse("127.0.0.1");
    String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    String at = written + ":" + (port == 0 ? 0 : port + portOffset);
    builder.listener(GripCommand.CONTROL, at, false, Set.of(Served.GRIP_CONTROL));
  }

  // What they may take

  /** Where only this machine reaches it, a proxy in front has one address for all. */
  private static boolean isOfThisMachine(InetSocketAddress address) {
    return address.getAddress().isLoopbackAddress();
  }

  private void limits(String listen, BridgeBuilder builder) {
    EdgeLimits standard = EdgeLimits.DEFAULTS;
    int connections = standard.handshake().maxConnections();
    boolean local = HostAndPort.parse(listen).stream().allMatch(PushpinConf::isOfThisMachine);
    int perAddress =
        (int)
            file.number(
                RUNNER,
                "client_maxconn_per_address",
                local ? 0 : standard.handshake().maxConnectionsPerAddress(),
                0,
                MAX_INT);
    int head = standard.handshake().maxHeaderBytes();
    builder.limits(
        standard.with(
            standard
                .handshake()
                .withMaxConnectionsPerAddress(perAddress)
                .withMaxConnections(
                    (int) file.number(RUNNER, "client_maxconn", connections, 1, MAX_INT))
                .withMaxHeaderBytes(
                    (int) file.number(RUNNER, "client_buffer_size", head, 1024, 1 << 20))));
  }

  private GripConfig grip(List<String> routes) {
    GripLimits standard = GripLimits.DEFAULTS;
    GripConfig config =
        GripConfig.of(table(routes))
            .answeringAll()
            .with(
                standard
                    .withMaxSubscriptions(
                        (int)
                            file.number(
                                HANDLER,
                                "connection_subscription_max",
                                standard.maxSubscriptions(),
                                1,
                                MAX_INT))
                    .withMaxPublishBytes(
                        (int)
                            file.number(
                                HANDLER,
                                "push_in_http_max_body_size",
                                standard.maxPublishBytes(),
                                1,
                                MAX_INT))
                    .with(holds()))
            .with(signatures())
            .with(publishers())
            .with(forwarding())
            .with(stats())
            .with(SockjsSpec.DEFAULTS.withScript(file.text(PROXY, "sockjs_url").orElse("")));
    Optional<String> secret =
        file.parsed(
            HANDLER,
            "push_in_http_secret_file",
            name -> SecretFile.read(file.folder().resolve(name)));
    return secret.map(config::withSecret).orElse(config);
  }

  /** Without a file, Pushpin's shipped one counts, and in a file that says nothing, its program. */
  private HoldSettings holds() {
    HoldSettings standard = HoldSettings.DEFAULTS;
    long seconds = TimeUnit.MILLISECONDS.toSeconds(standard.lingerMillis());
    return new HoldSettings(
        standard.maxSocketEventBytes(),
        standard.maxOriginRetries(),
        standard.firstRetryMillis(),
        standard.maxLinkedPages(),
        TimeUnit.SECONDS.toMillis(file.number(HANDLER, "subscription_linger", seconds, 0, MAX_INT)),
        standard.maxLingering(),
        file.flag(HANDLER, "update_on_first_subscription", standard.asksOnFirst()),
        standard.allowedLinkHosts());
  }

  private PublisherSpec publishers() {
    PublisherSpec standard = PublisherSpec.DEFAULTS;
    return standard
        .withTimes(
            (int) file.number(HANDLER, "id_cache_ttl", standard.idCacheSeconds(), 0, MAX_INT),
            (int) file.number(HANDLER, "message_wait", standard.messageWaitMillis(), 0, MAX_INT))
        .with(rate(standard.rate()))
        .with(zmq());
  }

  /** Pushpin's own values are above 0; without one, or with another, there is no limit. */
  private DeliveryRate rate(DeliveryRate standard) {
    long perSecond = file.number(HANDLER, "message_rate", standard.perSecond(), -1, MAX_INT);
    long hwm = file.number(HANDLER, "message_hwm", standard.hwm(), -1, MAX_INT);
    return new DeliveryRate((int) Math.max(0, perSecond), (int) Math.max(0, hwm));
  }

  private GripZmq zmq() {
    boolean connects = file.flag(HANDLER, "push_in_sub_connect", false);
    List<ZmqEndpoint> subs = specs("push_in_sub_specs", "tcp://127.0.0.1:5562", connects);
    try {
      GripZmq zmq =
          GripZmq.NONE
              .withPull(specs("push_in_spec", "tcp://127.0.0.1:5560", false))
              .withSub(connects ? List.of() : subs)
              .withSubConnected(connects ? subs : List.of())
              .withCommand(specs("command_spec", "tcp://127.0.0.1:5563", false));
      return file.text(HANDLER, "ipc_file_mode").map(zmq::withIpcMode).orElse(zmq);
    } catch (IllegalArgumentException open) {
      throw new ConfigException(file + ": " + open.getMessage());
    }
  }

  /** Addresses between commas, moved by the offset of ports. */
  private List<ZmqEndpoint> specs(String key, String standard, boolean connected) {
    List<ZmqEndpoint> all = new ArrayList<>();
    List<String> said = file.texts(HANDLER, key);
    for (String spec : said.isEmpty() ? List.of(standard) : said) {
      all.add(connected ? ZmqEndpoint.parseConnected(spec) : ZmqEndpoint.parseBound(moved(spec)));
    }
    return all;
  }

  private String moved(String spec) {
    int colon = spec.lastIndexOf(':');
    if (!spec.startsWith("tcp:") || !spec.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      return spec;
    }
    return spec.substring(0, colon + 1)
        + (Integer.parseInt(spec.substring(colon + 1)) + portOffset);
  }

  private Forwarding forwarding() {
    Forwarding standard = Forwarding.STANDARD;
    return standard
        .choosing(file.flag(PROXY, "accept_pushpin_route", standard.choosesRoutes()))
        .with(
            file.flag(PROXY, "accept_x_forwarded_protocol", standard.acceptsProtocol()),
            file.choice(PROXY, "set_x_forwarded_protocol", PROTOCOLS).orElse(standard.protocol()))
        .with(forwardedFor("x_forwarded_for"), forwardedFor("x_forwarded_for_trusted"))
        .withCdnLoop(file.text(PROXY, "cdn_loop").orElse(standard.cdnLoop()))
        .withMarkedOnly(Set.copyOf(file.texts(PROXY, "orig_headers_need_mark")));
  }

  private Forwarding.ForwardedFor forwardedFor(String key) {
    return file.parsed(PROXY, key, Forwarding.ForwardedFor::of)
        .orElse(Forwarding.ForwardedFor.UNTOUCHED);
  }

  private StatsSpec stats() {
    boolean isJson = file.choice(HANDLER, "stats_format", FORMATS).orElse(false);
    StatsSpec times =
        StatsSpec.NONE.withTimes(
            seconds(GLOBAL, "stats_connection_ttl", StatsSpec.NONE.connectionSeconds()),
            seconds(HANDLER, "stats_subscription_ttl", StatsSpec.NONE.subscriptionSeconds()),
            seconds(HANDLER, "stats_report_interval", StatsSpec.NONE.reportSeconds()));
    StatsSpec spec = times.tellingConnections(file.flag(GLOBAL, "stats_connection_send", true));
    return file.parsed(
            HANDLER, "stats_spec", at -> spec.at(ZmqEndpoint.parseBound(moved(at)), isJson))
        .orElse(spec);
  }

  private int seconds(String section, String key, int absent) {
    return (int) file.number(section, key, absent, 1, StatsSettings.MAX_SECONDS);
  }

  private Signatures signatures() {
    String issuer = file.text(PROXY, "sig_iss").orElse("pushpin");
    return new Signatures(
        file.parsed(PROXY, "sig_key", key -> new RouteOptions.Signature(issuer, beside(key))),
        file.parsed(PROXY, "upstream_key", this::beside));
  }

  /** A key's file is looked for beside this one. */
  private String beside(String key) {
    String mark = "file:";
    return key.startsWith(mark) ? mark + file.folder().resolve(key.substring(mark.length())) : key;
  }

  private RouteTable table(List<String> lines) {
    RoutesFile read = lines.isEmpty() ? RoutesFile.read(routesFile()) : GripCommand.table(lines);
    warnings.addAll(read.warnings());
    RouteTable table = read.table();
    if (file.flag(PROXY, "debug", false)) {
      table = table.with(RouteOptions::debugging);
    }
    return file.flag(PROXY, "auto_cross_origin", false)
        ? table.with(RouteOptions::openToOrigins)
        : table;
  }

  // The rest

  private void nameTheRest() {
    file.text(PROXY, "routesfile"); // with --route
    file.text(RUNNER, "log_level"); // the command's
    List<String> rest = file.unasked();
    if (!rest.isEmpty()) {
      warnings.add(file + ": these settings mean nothing here: " + String.join(", ", rest));
    }
  }
}
