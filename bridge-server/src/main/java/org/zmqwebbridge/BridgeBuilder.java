package org.zmqwebbridge;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.credential.Tickets;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.channel.ChannelLimits;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HostNames;
import org.zmqwebbridge.edge.Listener;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.UnixPlace;
import org.zmqwebbridge.edge.access.AccessSettings;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.Pages;
import org.zmqwebbridge.edge.proxy.TrustedProxies;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.relay.RelayHooks;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * Assembles a {@link Bridge}. What is not said has the default of {@code docs/OPERATIONS.md},
 * except that an embedded bridge has no management listener unless asked for.
 *
 * <p>Owner thread: the caller's.
 */
public final class BridgeBuilder {
  /** The logger of the access log. */
  public static final String ACCESS_LOGGER = "org.zmqwebbridge.access";

  private static final Pattern LISTENER = Pattern.compile("[A-Za-z0-9_-]{1,50}");

  /** What stands in a URL's path as it is (RFC 3986, section 3.3). */
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@/-]*");

  private List<InetSocketAddress> listen = HostAndPort.parse("127.0.0.1:8000");
  private ManagementConfig management;
  private String path = "/data";
  private final List<String> origins = new ArrayList<>();
  private final List<String> publicOrigins = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private Set<Served> serves = Served.ALL;
  private final List<Listener> listeners = new ArrayList<>();
  private TrustedProxies proxies = TrustedProxies.NONE;
  private final List<EndpointSpec> endpoints = new ArrayList<>();
  private Authorizer authorizer = Authorizer.ALLOW_ALL;
  private DeflateSettings deflate;
  private EdgeConfig.Tls tls;
  private boolean http2 = true;
  private Pages pages;
  private EdgeLimits edgeLimits = EdgeLimits.DEFAULTS;
  private VirtualSocketLimits limits = VirtualSocketLimits.DEFAULTS;
  private AccessLimits access = AccessLimits.DEFAULTS;
  private RateLimits rates = RateLimits.NONE;
  private AccessSettings accessLog = AccessSettings.OFF;
  private Consumer<String> accessSink = LoggerFactory.getLogger(ACCESS_LOGGER)::info;
  private Tickets tickets;
  private long drainMillis = BridgeConfig.DEFAULT_DRAIN_MILLIS;
  private long shutdownMillis = BridgeConfig.DEFAULT_SHUTDOWN_MILLIS;
  private Threads threads = Threads.standard();
  private String hookClass;
  private boolean watchFiles;
  private ReloadSource source;
  private HostResolver resolver;
  private RelayConfig relay = RelayConfig.NONE;
  private final List<RelayHooks> relayHooks = new ArrayList<>();
  private ChannelLimits channels = ChannelLimits.DEFAULTS;
  private GripConfig grip = GripConfig.NONE;
  private Mongrel2Config mongrel2 = new Mongrel2Config(List.of(), Map.of(), Map.of());
  private BlastbeatConfig blastbeat = BlastbeatConfig.NONE;

  private List<String> warnings = List.of();

  BridgeBuilder() {}

  /** A push relay; none unless told otherwise. */
  public BridgeBuilder relay(RelayConfig config) {
    relay = config;
    return this;
  }

  /** Hooks about the clients of the push relay; several are asked one after the other. */
  public BridgeBuilder relayHooks(RelayHooks hooks) {
    relayHooks.add(hooks);
    return this;
  }

  /** A reverse proxy by GRIP; none unless told otherwise. */
  public BridgeBuilder grip(GripConfig config) {
    grip = config;
    return this;
  }

  /** Servers of Mongrel2, each with a listener of its own; none unless told otherwise. */
  public BridgeBuilder mongrel2(Mongrel2Config config) {
    mongrel2 = config;
    return this;
  }

  /** Hosts of BlastBeat, with listeners and nodes of their own; none unless told otherwise. */
  public BridgeBuilder blastbeat(BlastbeatConfig config) {
    blastbeat = config;
    return this;
  }

  /** No listener for pages: only dialects with listeners of their own are there. */
  public BridgeBuilder listenNowhere() {
    listen = List.of();
    return this;
  }

  /** The relay, with a store for the channels of GRIP. */
  private RelayConfig withStores() {
    return grip.isOn() && grip.store().equals(RelayConfig.DEFAULT_STORE)
        ? relay.withStore(RelayConfig.DEFAULT_STORE, MemoryStoreSettings.DEFAULTS)
        : relay;
  }

  /** What pages open at an endpoint; empty: there is none of this name. */
  Optional<SocketType> typeOf(String endpoint) {
    return endpoints.stream()
        .filter(spec -> spec.name().equals(endpoint))
        .map(EndpointSpec::type)
        .findFirst();
  }

  /** What no location of the relay may have. */
  TakenPaths takenPaths() {
    boolean hasPages =
        Stream.concat(Stream.of(serves), listeners.stream().map(Listener::serves))
            .anyMatch(parts -> parts.contains(Served.WEB_SOCKET) || parts.contains(Served.PAGES));
    return hasPages ? TakenPaths.of(path) : TakenPaths.NONE;
  }

  /** What was noticed while the settings were read; said when the bridge starts. */
  BridgeBuilder warnings(List<String> found) {
    warnings = List.copyOf(found);
    return this;
  }

  /** What else was noticed. */
  BridgeBuilder warningsBesides(List<String> found) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(found);
    return warnings(all);
  }

  /**
   * Where browsers connect.
   *
   * @param hostAndPort for example {@code 127.0.0.1:8000} or {@code [::1]:8000}; {@code 8000} and
   *     {@code localhost:8000} are this machine only, by IPv4 and IPv6, {@code :8000} and {@code
   *     *:8000} every address of it; port 0 takes a free one
   * @throws IllegalArgumentException if it is anything else
   */
  public BridgeBuilder listen(String hostAndPort) {
    listen = HostAndPort.parse(hostAndPort);
    return this;
  }

  /**
   * Where {@code /livez}, {@code /readyz} and {@code /metrics} are; a loopback address.
   *
   * @throws IllegalArgumentException if other machines could reach it
   */
  public BridgeBuilder management(String hostAndPort) {
    return management(
        new ManagementConfig(HostAndPort.parse(hostAndPort), Optional.empty(), List.of()));
  }

  /** No management listener, which is standard. */
  public BridgeBuilder withoutManagement() {
    management = null;
    return this;
  }

  /** The management listener, with all its settings. */
  public BridgeBuilder management(ManagementConfig config) {
    management = config;
    return this;
  }

  /** The WebSocket's path; {@code /data} unless told otherwise. */
  public BridgeBuilder path(String webSocketPath) {
    if (!webSocketPath.startsWith("/")) {
      throw new IllegalArgumentException(
          "websocket.path begins with a slash; write /" + webSocketPath);
    }
    if (!PATH.matcher(webSocketPath).matches()) {
      throw new IllegalArgumentException(
          "websocket.path is a path such as /data, without query, fragment, spaces or escapes");
    }
    path = webSocketPath;
    return this;
  }

  /**
   * Lets pages of another Origin connect, for example {@code https://example.com}, or of all names
   * below a domain, {@code https://*.example.com}. Once one is named, the bridge's own is no longer
   * allowed by itself.
   */
  public BridgeBuilder origin(String origin) {
    origins.add(origin);
    return this;
  }

  /**
   * Names an Origin by which browsers know this bridge, for example {@code https://example.com},
   * where a proxy hides the Host that they ask for. Its pages may connect.
   */
  public BridgeBuilder publicOrigin(String origin) {
    publicOrigins.add(origin);
    return this;
  }

  /**
   * Names a host that is served, without a port, for example {@code www.example.org}. Once one is
   * named, requests to others are answered with 421.
   *
   * @throws IllegalArgumentException if it is no name of a host
   */
  public BridgeBuilder host(String name) {
    hosts.add(HostNames.checked(name));
    return this;
  }

  /** What is at {@link #listen}; all that there is unless told otherwise. */
  public BridgeBuilder serves(Set<Served> parts) {
    serves = Set.copyOf(parts);
    return this;
  }

  /**
   * One more place where clients come in, besides {@link #listen}.
   *
   * @param name what its operator calls it; letters, digits, hyphens and underscores
   * @param hostAndPort as {@link #listen} has it; or a Unix socket, {@code
   *     unix:/run/zwb.sock?mode=660&user=zwb&group=www-data}, of which all but the path may be
   *     missing
   * @param tls whether it speaks TLS, with the bridge's certificate; a Unix socket does not
   * @param parts what is there
   * @throws IllegalArgumentException if the name or the address is none, or the name is taken
   */
  public BridgeBuilder listener(String name, String hostAndPort, boolean tls, Set<Served> parts) {
    Optional<UnixPlace> unix = HostAndPort.unix(hostAndPort);
    if (unix.isPresent() && tls) {
      throw new IllegalArgumentException(
          "listener " + name + ": a Unix socket speaks no TLS; take tls out");
    }
    return listener(
        unix.map(place -> Listener.at(name, place, parts))
            .orElseGet(() -> new Listener(name, HostAndPort.parse(hostAndPort), tls, parts)));
  }

  /** The same at a Unix socket. */
  public BridgeBuilder listener(String name, UnixPlace place, Set<Served> parts) {
    return listener(Listener.at(name, place, parts));
  }

  private BridgeBuilder listener(Listener listener) {
    String name = listener.name();
    if (!LISTENER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name of a listener: up to 50 letters, digits, - and _");
    }
    if (listeners.stream().anyMatch(other -> other.name().equals(name))) {
      throw new IllegalArgumentException("there are two listeners " + name);
    }
    listeners.add(listener);
    return this;
  }

  /** Whether some listener has this part already. */
  boolean hasListenerFor(Served part) {
    return serves.contains(part)
        || listeners.stream().anyMatch(listener -> listener.serves().contains(part));
  }

  boolean hasTls() {
    return tls != null;
  }

  /** Who may say which client is behind it, and where; nobody unless told otherwise. */
  public BridgeBuilder trustedProxies(TrustedProxies trusted) {
    proxies = Objects.requireNonNull(trusted, "trusted");
    return this;
  }

  /**
   * Opens an endpoint to pages.
   *
   * @param name what pages call it
   * @param type the socket type that may open it
   * @param address {@code tcp://host:port} or {@code ipc:///path} of the service, or (REP) the
   *     address to bind
   * @throws IllegalArgumentException if the address is malformed; the message says why
   */
  public BridgeBuilder endpoint(String name, SocketType type, String address) {
    return endpoint(name, type, List.of(address));
  }

  /**
   * Opens an endpoint at several addresses to pages: requests go to the services in turns,
   * publications come from all of them, and a REP endpoint is bound at each.
   *
   * @param name what pages call it
   * @param type the socket type that may open it
   * @param addresses {@code tcp://host:port} of the services, or (REP) to bind; at least one, none
   *     twice, {@link ZmqAddresses#MAX} at most
   * @throws IllegalArgumentException if one is malformed, or they do not go together; the message
   *     says why
   */
  public BridgeBuilder endpoint(String name, SocketType type, List<String> addresses) {
    Function<String, ZmqEndpoint> parser =
        type.bindsByDefault() ? ZmqEndpoint::parseBound : ZmqEndpoint::parseConnected;
    List<ZmqEndpoint> parsed = addresses.stream().map(parser).toList();
    return endpoint(EndpointSpec.of(name, type, new ZmqAddresses(parsed)));
  }

  /** Opens an endpoint that may be inside this process ({@link ZmqEndpoint#inproc}). */
  public BridgeBuilder endpoint(String name, SocketType type, ZmqEndpoint address) {
    return endpoint(EndpointSpec.of(name, type, address));
  }

  /** Opens an endpoint with all its settings. */
  public BridgeBuilder endpoint(EndpointSpec endpoint) {
    endpoints.add(endpoint);
    return this;
  }

  /** The hooks. */
  public BridgeBuilder authorizer(Authorizer hooks) {
    authorizer = Objects.requireNonNull(hooks, "authorizer");
    return this;
  }

  /** What {@code auth.class} is. */
  BridgeBuilder hookClass(String name) {
    hookClass = name;
    return this;
  }

  /** Whether a change of the source's files has it read again. */
  BridgeBuilder watchFiles(boolean watched) {
    watchFiles = watched;
    return this;
  }

  /**
   * Where {@link Bridge#reload()} and {@code POST /reload} on the management listener get what they
   * load.
   */
  public BridgeBuilder reloadFrom(ReloadSource newest) {
    source = newest;
    return this;
  }

  /** Tickets that {@link Bridge#ticket} issues; the authorizer must know them too. */
  public BridgeBuilder tickets(Tickets desk) {
    tickets = desk;
    return this;
  }

  /** Compresses messages for clients that offer permessage-deflate, and takes theirs. */
  public BridgeBuilder deflate(DeflateSettings settings) {
    deflate = settings;
    return this;
  }

  /**
   * Listens with TLS: {@code https} and {@code wss}.
   *
   * @param certificate a PEM file: the certificate, and after it the chain
   * @param key a PEM file: its private key, not encrypted; may be the same file
   */
  public BridgeBuilder tls(Path certificate, Path key) {
    tls = new EdgeConfig.Tls(certificate, key);
    return this;
  }

  /**
   * Another certificate: for clients that ask for a name in it, in place of that of {@link #tls}.
   *
   * @throws IllegalStateException if there is no other
   */
  public BridgeBuilder tlsToo(Path certificate, Path key) {
    if (tls == null) {
      throw new IllegalStateException("say tls(certificate, key) before tlsToo");
    }
    tls = tls.and(new EdgeConfig.Tls(certificate, key));
    return this;
  }

  /** Whether clients of a listener with TLS may choose HTTP/2, which is standard. */
  public BridgeBuilder http2(boolean spoken) {
    http2 = spoken;
    return this;
  }

  /** Serves the files of a class path folder at {@code /}. */
  public BridgeBuilder pages(String classPathFolder) {
    return pages(Pages.of(new Pages.Root.ClassPath(classPathFolder)));
  }

  /** Serves files at {@code /}. */
  public BridgeBuilder pages(Pages files) {
    pages = files;
    return this;
  }

  /** What browsers may take of the edge. */
  public BridgeBuilder limits(EdgeLimits ofTheEdge) {
    edgeLimits = ofTheEdge;
    return this;
  }

  /** What pages may take of the virtual sockets. */
  public BridgeBuilder limits(VirtualSocketLimits ofVirtualSockets) {
    limits = ofVirtualSockets;
    return this;
  }

  /** What channels may take at this bridge. */
  public BridgeBuilder limits(ChannelLimits ofChannels) {
    channels = ofChannels;
    return this;
  }

  /** How long a hook may take before it denies, in milliseconds. */
  public BridgeBuilder hookMillis(long millis) {
    access = access.withHookMillis(millis);
    return this;
  }

  /**
   * How long a connection that was let in {@link org.zmqwebbridge.auth.Grant#provisionally
   * provisionally} may be open without a socket, in milliseconds.
   */
  public BridgeBuilder firstFrameMillis(long millis) {
    access = access.withFirstFrameMillis(millis);
    return this;
  }

  /** How long the ZeroMQ handshake of a stock client may take (ZWS), in milliseconds. */
  public BridgeBuilder zwsHandshakeMillis(long millis) {
    access = access.withZwsHandshakeMillis(millis);
    return this;
  }

  /** How long {@link Bridge#revoke} denies what was granted before it, in seconds. */
  public BridgeBuilder revokedSeconds(long seconds) {
    access = access.withRevokedSeconds(seconds);
    return this;
  }

  /** How many messages a second pages may send. */
  public BridgeBuilder rates(RateLimits ofPages) {
    rates = ofPages;
    return this;
  }

  /** Whether each exchange and each connection has a line of its own once it has ended. */
  public BridgeBuilder accessLog(AccessSettings settings) {
    accessLog = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /**
   * Where the lines of the access log go; at {@code info} to the logger {@value #ACCESS_LOGGER}
   * unless told otherwise.
   *
   * @param sink takes each without its end, on any thread, and must not block
   */
  public BridgeBuilder accessSink(Consumer<String> sink) {
    accessSink = Objects.requireNonNull(sink, "sink");
    return this;
  }

  /**
   * How long requests under way may take to end when the bridge closes, in milliseconds; three
   * quarters of {@link #shutdownMillis} at most.
   */
  public BridgeBuilder drainMillis(long millis) {
    drainMillis = millis;
    return this;
  }

  /** How long {@link Bridge#close} may take in all, in milliseconds. */
  public BridgeBuilder shutdownMillis(long millis) {
    shutdownMillis = millis;
    return this;
  }

  /**
   * How many threads own ZeroMQ sockets. Endpoints are spread over them in the order in which they
   * were named; more threads let more endpoints work at once.
   */
  public BridgeBuilder loops(int count) {
    threads = threads.withLoops(atLeast(1, count, "loops"));
    return this;
  }

  /** How many threads read from browsers; connections are spread over them. */
  public BridgeBuilder selectors(int count) {
    threads = threads.withSelectors(atLeast(1, count, "selectors"));
    return this;
  }

  /**
   * How many turns with nothing to do a ZeroMQ loop makes before it sleeps, at most: more answer a
   * request sooner, and cost processor time for about a millisecond after each burst.
   */
  public BridgeBuilder spinTurns(int turns) {
    threads = threads.withSpinTurns(atLeast(0, turns, "spinTurns"));
    return this;
  }

  /**
   * After how many milliseconds a thread of ZeroMQ's that does not turn is given up, and its
   * sockets are opened again.
   */
  public BridgeBuilder stuckMillis(long millis) {
    threads = threads.withStuckMillis(millis);
    return this;
  }

  private static int atLeast(int least, int count, String what) {
    if (count < least) {
      throw new IllegalArgumentException(what + " is at least " + least + ", not " + count);
    }
    return count;
  }

  /** How names of back ends are looked up, instead of the system's way. */
  public BridgeBuilder resolver(HostResolver hostResolver) {
    resolver = hostResolver;
    return this;
  }

  /**
   * The bridge, not started yet.
   *
   * @throws IllegalArgumentException if the parts do not go together; the message says why
   */
  public Bridge build() {
    return new Bridge(config(), Optional.ofNullable(source));
  }

  /**
   * Anyone who reaches the publishers' listener may publish: so that is nobody, or has a secret.
   */
  private void demandSecret() {
    if (grip.secret().isPresent()) {
      return;
    }
    Map<String, List<InetSocketAddress>> all = new LinkedHashMap<>();
    if (serves.contains(Served.GRIP_CONTROL)) {
      all.put("listen", listen);
    }
    for (Listener listener : listeners) {
      if (listener.serves().contains(Served.GRIP_CONTROL)) {
        all.put("listener " + listener.name(), listener.listen());
      }
    }
    all.forEach(
        (name, addresses) -> {
          if (addresses.stream().anyMatch(each -> !each.getAddress().isLoopbackAddress())) {
            throw new IllegalArgumentException(
                name
                    + ": "
                    + OpenDoors.written(addresses, addresses.get(0).getPort())
                    + " is reached from other machines, and anyone who reaches it may publish; say"
                    + " a secret with grip.control.secretFile (in pushpin.conf, [handler]"
                    + " push_in_http_secret_file), or let it be a loopback address");
          }
        });
  }

  /** What {@link #build} makes a bridge of. */
  BridgeConfig config() {
    for (EndpointSpec endpoint : endpoints) {
      String store = endpoint.channels().orElse(RelayConfig.DEFAULT_STORE);
      if (endpoint.channels().isPresent() && !relay.stores().containsKey(store)) {
        throw new IllegalArgumentException(
            "endpoints."
                + endpoint.name()
                + ".channels: relay has no store "
                + store
                + "; it has "
                + (relay.stores().isEmpty() ? "none" : String.join(", ", relay.stores().keySet())));
      }
    }
    for (Listener listener : listeners) {
      if (listener.tls() && tls == null) {
        throw new IllegalArgumentException(
            "listeners." + listener.name() + ".tls: there is no certificate; see tls");
      }
    }
    demandSecret();
    if (grip.isOn() && !withStores().stores().containsKey(grip.store())) {
      throw new IllegalArgumentException(
          "grip.store: relay has no store " + grip.store() + "; see relay.stores");
    }
    for (LocationSpec location : relay.locations()) {
      takenPaths()
          .within(location.path())
          .ifPresent(
              why -> {
                throw new IllegalArgumentException("relay.locations: " + why);
              });
    }
    EdgeConfig edge =
        new EdgeConfig(
            listen,
            path,
            origins,
            publicOrigins,
            hosts,
            proxies,
            Optional.ofNullable(deflate),
            Optional.ofNullable(tls).map(files -> files.with(http2)),
            Optional.ofNullable(pages),
            edgeLimits,
            serves,
            listeners,
            threads.selectors());
    return new BridgeConfig(
        edge,
        Optional.ofNullable(management),
        BridgeConfig.directory(endpoints),
        authorizer,
        Optional.ofNullable(tickets),
        access,
        limits,
        rates,
        accessLog,
        accessSink,
        drainMillis,
        shutdownMillis,
        threads,
        Optional.ofNullable(hookClass),
        watchFiles,
        Optional.ofNullable(resolver),
        relayHooks.isEmpty() ? withStores() : withStores().withHooks(relayHooks),
        channels,
        grip,
        mongrel2,
        blastbeat,
        warnings);
  }
}
