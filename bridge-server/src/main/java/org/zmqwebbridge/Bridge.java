package org.zmqwebbridge;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Guests;
import org.zmqwebbridge.edge.access.AccessLog;
import org.zmqwebbridge.edge.jetty.BridgeHandler;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.edge.jetty.JettyVersion;
import org.zmqwebbridge.edge.proxy.ClientAddressSource;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.Inspector;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.observe.Meters;
import org.zmqwebbridge.origin.OriginLibrary;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.rate.Rates;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqLoops;

/**
 * The server that lets web pages use ZeroMQ sockets. Embedding it:
 *
 * <pre>{@code
 * try (Bridge bridge =
 *     Bridge.builder()
 *         .listen("127.0.0.1:8000")
 *         .endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:10001")
 *         .build()
 *         .start()) {
 *   …
 * }
 * }</pre>
 *
 * <p>Owner thread: the caller's. Lifetime: built, started once, closed once; {@link #close} leaves
 * no thread, socket or port behind.
 */
public final class Bridge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);
  private static final long WATCH_MILLIS = 1_000;

  private final Counters counters = new Counters();
  private final Workers workers = Workers.create();
  private final Reloads reloads;
  private final Leases leases;
  private final ZmqLoops loops;
  private final Dialects dialects;
  private final JettyEdge edge;
  private final Drain drain;
  private final AccessLog accessLog;
  private final Gauges gauges;
  private final BridgeManagement management; // null if there is none
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean ready;

  Bridge(BridgeConfig config, Optional<ReloadSource> source) {
    JettyVersion.check();
    if (config.grip().isOn()) {
      OriginLibrary.check("grip");
    }
    this.loops =
        new ZmqLoops(
            config.threads().loops(),
            config.threads().spinTurns(),
            config.threads().stuckMillis(),
            System::nanoTime,
            counters);
    HostResolver resolver =
        config.resolver().orElseGet(() -> HostResolver.system(workers.resolvers()));
    ChannelStores stores = ChannelStores.open(config, workers, counters);
    Optional<Inspector> inspector = inspector(config);
    GatewayShards gateways =
        new GatewayShards(
            config.endpoints(),
            loops.all(),
            resolver,
            config.limits().gateway(),
            counters,
            stores::publications,
            inspector);
    AccessLimits access = config.access();
    this.leases =
        new Leases(
            Duration.ofSeconds(access.revokedSeconds()),
            access.firstFrameMillis(),
            workers.timer(),
            InstantSource.system(),
            counters);
    Gatekeeper gatekeeper =
        new Gatekeeper(
            config.authorizer(),
            leases,
            workers.hooks(),
            workers.timer(),
            access.hookMillis(),
            counters);
    this.dialects =
        new Dialects(
            config,
            new Dialects.Shared(
                gatekeeper,
                leases,
                gateways,
                stores,
                rates(config.rates()),
                workers,
                loops.all().get(0),
                resolver,
                counters));
    this.edge =
        new JettyEdge(
            config.edge(),
            Version.scripts(),
            dialects.virtualSockets().upgrader(),
            dialects.otherUpgraders(),
            dialects.routes(),
            dialects.wireRoutes(),
            workers.timer(),
            counters);
    this.drain = new Drain(edge, workers.timer());
    this.accessLog =
        new AccessLog(config.accessLog(), config.accessSink(), counters, System::nanoTime);
    edge.access(accessLog);
    BridgeReload steps =
        new BridgeReload(
            edge, accessLog, gateways, gatekeeper, leases, dialects, this::rates, System::nanoTime);
    this.reloads = new Reloads(config, source, steps, workers.reloads(), () -> ready, counters);
    this.gauges =
        BridgeGauges.of(edge, dialects.all(), loops)
            .with(Gauge.CONFIG_LOADED_SECONDS, reloads::loadedSeconds)
            .with(Gauge.HOOKS_WAITING, workers.hooks().getQueue()::size)
            .with(Gauge.LOOK_UPS_WAITING, workers.resolvers().getQueue()::size);
    this.management =
        config
            .management()
            .map(
                listener ->
                    new BridgeManagement(
                        listener,
                        meters(Tags.empty()),
                        this::isReady,
                        leases,
                        () -> reloads.config().tickets(),
                        source.map(any -> this::reloadSoon),
                        look(config, gateways, stores, inspector)))
            .orElse(null);
  }

  private Optional<Inspector> inspector(BridgeConfig config) {
    return config
        .management()
        .flatMap(ManagementConfig::inspector)
        .map(
            permitted ->
                new Inspector(
                    permitted.bodyBytes(),
                    permitted.perSecond(),
                    System::nanoTime,
                    InstantSource.system(),
                    counters));
  }

  private BridgeLook look(
      BridgeConfig config,
      GatewayShards gateways,
      ChannelStores stores,
      Optional<Inspector> inspector) {
    return new BridgeLook(
        counters,
        gauges,
        meters(Tags.empty()),
        edge.live(),
        gateways,
        Map.copyOf(stores.byName()),
        dialects.mongrel2(),
        Optional.of(dialects.blastbeat()).filter(any -> config.blastbeat().isOn()),
        dialects.grip(),
        inspector,
        this::isReady,
        drain);
  }

  private Rates rates(RateLimits limits) {
    return new Rates(limits, System::nanoTime, workers.timer(), counters);
  }

  BridgeConfig config() {
    return reloads.config();
  }

  /** Begins to assemble a bridge. */
  public static BridgeBuilder builder() {
    return new BridgeBuilder();
  }

  /**
   * Begins with settings as {@code zwb.yaml} has them. Unlike the program, an embedded bridge has a
   * management listener only if they say so.
   *
   * @throws ConfigException if one is unknown or wrong; the message says where and what to do
   */
  public static BridgeBuilder builder(ConfigSources settings) {
    return settings.read(
        root -> {
          BridgeBuilder builder = BridgeSettings.read(root);
          return root.has("management") ? builder : builder.withoutManagement();
        });
  }

  /**
   * Binds the addresses that the bridge binds, and listens.
   *
   * @return this
   * @throws IllegalStateException if an address cannot be bound; the bridge is closed then
   */
  public Bridge start() {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("a bridge starts once; build another");
    }
    if (closed.get()) {
      throw new IllegalStateException("this bridge is closed; build another");
    }
    try {
      loops.start();
      dialects.all().forEach(dialect -> dialect.ports(edge.ports()));
      dialects.all().forEach(Dialect::start);
      edge.start();
      if (management != null) {
        management.start();
      }
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
    ready = true;
    everySecond(counters::sumUpLines);
    everySecond(accessLog::sumUp);
    everySecond(dialects.relay()::sweep);
    warnings().forEach(log::warn);
    log.info(
        "open: {}", new OpenDoors(config(), edge::port, management == null ? 0 : managementPort()));
    if (config().watchFiles() && reloads.hasSource()) {
      Future<?> unused =
          workers
              .timer()
              .scheduleWithFixedDelay(reloads::look, WATCH_MILLIS, WATCH_MILLIS, MILLISECONDS);
    }
    return this;
  }

  /** What fails once is done again the next time. */
  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      log.error("a task of the timer failed", bug);
    }
  }

  /** Does something short every second, until the bridge is closed. */
  void everySecond(Runnable task) {
    Future<?> unused =
        workers.timer().scheduleWithFixedDelay(() -> attempt(task), 1_000, 1_000, MILLISECONDS);
  }

  /**
   * Reads the configuration again from where {@link BridgeBuilder#reloadFrom} said, and goes by it;
   * see {@link #reload(BridgeBuilder)}.
   *
   * @throws IllegalStateException if nothing was said
   */
  public ReloadReport reload() {
    return reloads.reload();
  }

  /**
   * Goes by another configuration, as far as that can be done without a restart: endpoints,
   * Origins, limits, rates, authorizer, certificate. Connections stay, but for those that may not
   * be here by it; they are closed with the reason. If anything is wrong, nothing changes, and the
   * report says what. Waits for another reload that is under way.
   *
   * @param wanted all of it, as for a new bridge; not only what is to change
   */
  public ReloadReport reload(BridgeBuilder wanted) {
    return reloads.reload(wanted);
  }

  /** The same as {@link #reload()}, on a thread for it. */
  CompletionStage<ReloadReport> reloadSoon() {
    return reloads.reloadSoon();
  }

  /** Whether it is started, not closed or draining, and all its threads of ZeroMQ's turn. */
  public boolean isReady() {
    return ready && !drain.isOn() && loops.areTurning();
  }

  /**
   * This bridge in a Jetty 12.1 server of the application's, so that one port serves both; with
   * {@link BridgeBuilder#listenNowhere} it has no other.
   *
   * @return the same each time; to be started with that server, after this bridge
   * @throws IllegalStateException if pages, or the client's address by the PROXY protocol, are
   *     configured, which are the application's to see to; the message says what to do
   */
  public BridgeHandler jettyHandler() {
    checkShared();
    return edge.handler();
  }

  private void checkShared() {
    if (config().edge().pages().isPresent()) {
      throw new IllegalStateException(
          "pages are configured, but in an application's server it serves them; take pages out");
    }
    if (config().edge().proxies().source() == ClientAddressSource.PROXY) {
      throw new IllegalStateException(
          "clientAddress is PROXY, but an application's connectors read that header themselves"
              + " (ProxyConnectionFactory); take clientAddress out");
    }
  }

  /**
   * The way in for WebSockets that another HTTP server of the application's is asked for; servlets
   * are written with it. With {@link BridgeBuilder#listenNowhere} the bridge has no other.
   *
   * @throws IllegalStateException if pages, or the client's address by the PROXY protocol, are
   *     configured, which are the other server's to see to; the message says what to do
   */
  public Guests guests() {
    checkShared();
    return edge.guests();
  }

  /** The port that browsers connect to. */
  public int port() {
    return edge.port();
  }

  /**
   * The port of a listener besides the first.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public int port(String name) {
    return edge.port(name);
  }

  /** The management listener's port. */
  public int managementPort() {
    if (management == null) {
      throw new IllegalStateException("this bridge has no management listener");
    }
    return management.port();
  }

  /** Whether it has a port of its own for pages; otherwise they come by an application's server. */
  public boolean listens() {
    return !config().edge().listen().isEmpty();
  }

  /**
   * Where pages connect, for example {@code ws://127.0.0.1:8000/data}.
   *
   * @throws IllegalStateException if it does not {@linkplain #listens listen}
   */
  public String uri() {
    if (!listens()) {
      throw new IllegalStateException(
          "this bridge has no port of its own; pages connect to the application's server");
    }
    String scheme = config().edge().tls().isPresent() ? "wss" : "ws";
    String host = HostAndPort.forUrl(config().edge().listen().get(0));
    return scheme + "://" + host + ":" + port() + config().edge().path();
  }

  /**
   * The port of a listener of BlastBeat.
   *
   * @throws IllegalArgumentException if nothing listens there
   */
  public int blastbeatPort(BindSpec bind) {
    return dialects.blastbeat().port(bind);
  }

  /**
   * The port of a server of Mongrel2.
   *
   * @throws IllegalArgumentException if there is none with this uuid
   */
  public int mongrel2Port(String uuid) {
    return dialects.mongrel2().port(uuid);
  }

  /** What is done when a control port has stopped the last server, and when one says reload. */
  void whenMongrel2Asks(Runnable stop, Runnable reload) {
    dialects.mongrel2().whenAsked(stop, reload);
  }

  /** Where the management listener is, for example {@code http://127.0.0.1:9000}. */
  public String managementUri() {
    int port = managementPort(); // there is no such port without a listener
    String host = HostAndPort.forUrl(config().management().orElseThrow().listen().get(0));
    return "http://" + host + ":" + port;
  }

  /** Its push relay. */
  RelayConfig relay() {
    return config().relay();
  }

  /** Where its pages are, if it has any: {@code http://127.0.0.1:8000/}. */
  public Optional<String> pagesUri() {
    String scheme = config().edge().tls().isPresent() ? "https" : "http";
    String host = HostAndPort.forUrl(config().edge().listen().get(0));
    return config().edge().pages().map(any -> scheme + "://" + host + ":" + port() + "/");
  }

  /** What is unwise about its configuration, though allowed; each a line that says what to do. */
  List<String> warnings() {
    List<String> all = new ArrayList<>(config().warnings());
    all.addAll(Cautions.about(config(), Instant.now()));
    return all;
  }

  /**
   * Every counter and gauge, for a Micrometer registry.
   *
   * @param tags tell this bridge from others in the same registry
   */
  public MeterBinder metrics(Tag... tags) {
    return meters(Tags.of(tags));
  }

  private Meters meters(Tags tags) {
    return new Meters(counters, gauges, Tags.of("version", Version.text()), tags);
  }

  /**
   * Ends what a principal may, from this moment on: its connections close with 3003 and receive
   * nothing more, and what was granted to it before, a session or a token that is still valid, lets
   * nobody in for {@code auth.revokedSeconds}. A credential that was issued later does.
   *
   * @return how many grants in use it had
   */
  public int revoke(String principal) {
    return leases.revoke(principal);
  }

  /**
   * A ticket for one connection, to be used within {@code auth.tickets.seconds} as {@code
   * ?ticket=…} in the WebSocket's URL.
   *
   * @param grant what anyone who brings it is granted; it names a principal
   * @throws IllegalStateException if this bridge takes no tickets
   */
  public String ticket(Grant grant) {
    return config()
        .tickets()
        .orElseThrow(
            () -> new IllegalStateException("this bridge takes no tickets; configure auth.tickets"))
        .issue(grant);
  }

  /** What was counted since the start. */
  public Counters counters() {
    return counters;
  }

  /** How long {@link #close} may take, in milliseconds. */
  long shutdownMillis() {
    return config().shutdownMillis();
  }

  /**
   * Ends it: no new connections; what is under way may end, and what has not ended in time gets its
   * error; connections close with 1012; and all threads and sockets go. Closing again does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    ready = false;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config().shutdownMillis());
    Shutdown shutdown =
        new Shutdown(
            edge,
            dialects.all(),
            management,
            loops,
            workers.pools(),
            workers.timer(),
            config().drainMillis(),
            config().shutdownMillis(),
            config().edge().limits().connection().lifetimeMillis() > 0);
    if (started.get()) {
      shutdown.run(end);
    }
    shutdown.release(end);
    if (started.get()) {
      log.info("closed");
    }
  }
}
