package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Guests;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.HostNames;
import org.zmqwebbridge.edge.Ports;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.edge.WireRoute;
import org.zmqwebbridge.edge.access.AccessLog;
import org.zmqwebbridge.edge.proxy.ClientAddressSource;
import org.zmqwebbridge.edge.websocket.PerMessageDeflate;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.observe.Counters;

/**
 * The listener for browsers: WebSockets, the JavaScript client, and pages if there are any.
 *
 * <p>Owner thread: the caller's, for {@link #start} and {@link #close}. Lifetime: not restartable.
 */
public final class JettyEdge {
  /** The paths of the JavaScript client. */
  public static final Set<String> SCRIPTS = ScriptHandler.PATHS;

  private static final int WORKERS = 16;
  private static final long THREADS_STOP_MILLIS = 500;
  private static final long SWEEP_MILLIS = 500;
  private static final long SWEEP_HANDSHAKES_MILLIS = 100;

  private final ConnectionRegistry registry;
  private final ScheduledExecutorService timer;
  private final Server server;
  private final List<List<ServerConnector>> listeners; // each one for each of its addresses
  private final List<ServerConnector> connectors; // all of them
  private final HandshakeDeadline handshakes;
  private final AcceptedConnections accepted;
  private final HeldExchanges held;
  private final KeptConnections kept;
  private final HostGate hosts;
  private final HostGate hostsBeside;
  private final HostGate hostsOfGuests;
  private final GuestEntrance entrance;
  private final BridgeHandler handler;
  private final ClientAddresses clients;
  private final OpenWires wires;
  private final OwnPorts ports;
  private final TlsHandshakes tlsHandshakes;
  private final Optional<PerMessageDeflate> deflate;
  private final Optional<RenewableTls> tls;
  private final Optional<Http2> http2;
  private final HttpConfiguration http = new HttpConfiguration();
  private final List<Future<?>> sweeping = new ArrayList<>();

  /**
   * @param scripts the class path folder of the JavaScript client, ending in a slash
   * @param upgrader who comes in at the configured path
   * @param others who comes in elsewhere, each where it {@linkplain Upgrader#isAt says}, unless
   *     something else is there
   * @param routes where HTTP requests are answered
   * @param wireRoutes where they are answered with a back end's own bytes, if not there
   * @param timer runs the sweeper
   * @throws IllegalArgumentException if the configuration cannot work; the message says why
   */
  public JettyEdge(
      EdgeConfig config,
      String scripts,
      Upgrader upgrader,
      List<Upgrader> others,
      List<Route> routes,
      List<WireRoute> wireRoutes,
      ScheduledExecutorService timer,
      Counters counters) {
    this.timer = timer;
    this.tlsHandshakes = new TlsHandshakes(counters);
    QueuedThreadPool threads = new QueuedThreadPool(WORKERS + config.selectors());
    threads.setName("zwb-edge");
    threads.setStopTimeout(THREADS_STOP_MILLIS);
    this.registry = new ConnectionRegistry(config.limits().connection(), threads, counters);
    this.held = new HeldExchanges(config.limits().exchange(), registry);
    this.server = new Server(threads);
    HandshakeLimits limits = config.limits().handshake();
    this.handshakes = new HandshakeDeadline(limits.handshakeMillis(), counters);
    LimitRefusals limitRefusals = new LimitRefusals(limits, counters);
    this.accepted = new AcceptedConnections(limits, config.proxies(), limitRefusals);
    this.clients =
        new ClientAddresses(
            config.proxies(), accepted, new StreamPlaces(accepted, handshakes), limitRefusals);
    Refusals refusals = new Refusals(counters, clients::named);
    server.setErrorHandler(new PlainErrors(refusals));
    this.tls = config.tls().map(TlsIdentity::read).map(RenewableTls::of);
    this.http2 =
        config
            .tls()
            .filter(files -> files.http2() && Http2.isThere())
            .map(any -> new Http2(http, config.limits().stream(), counters));
    configure(http, config);
    Connectors made =
        new Connectors(server, config, http, () -> registry.limits().lifetimeMillis(), tls, http2);
    this.listeners = made.all();
    this.ports = new OwnPorts(server, made, clients, accepted, registry, ownHttp2(config));
    this.connectors = listeners.stream().flatMap(List::stream).toList();
    if (config.proxies().source() == ClientAddressSource.PROXY) {
      connectors.forEach(
          connector -> Connectors.demandProxyHeader(connector, clients, limitRefusals));
    }
    connectors.forEach(this::add);
    registry.origins(new OriginPolicy(config.origins(), config.publicOrigins()));
    this.deflate = config.deflate().map(PerMessageDeflate::new);
    RefusedConnections refused =
        new RefusedConnections(limits.maxRefusedConnections(), timer, threads, counters);
    this.wires =
        new OpenWires(
            new WireGate(wireRoutes, clients, registry), registry, http, refusals, config.limits());
    wires.hosts(HostNames.of(config.hosts()));
    this.kept = new KeptConnections(held, registry, refusals, http, server, limits);
    kept.hosts(HostNames.of(config.hosts()));
    Parts parts = new Parts(config, clients, registry, kept, wires, deflate, refusals, refused);
    this.hosts =
        new HostGate(
            parts.inOrder(scripts, upgrader, others, routes),
            HostNames.of(config.hosts()),
            refusals);
    this.hostsOfGuests =
        new HostGate(
            parts.entrance(scripts, upgrader, others), HostNames.of(config.hosts()), refusals);
    this.entrance =
        new GuestEntrance(
            server,
            new Exchanges(hosts, handshakes, counters),
            hostsOfGuests,
            parts.guestPaths(others),
            accepted,
            timer,
            refusals,
            limits.handshakeMillis());
    server.setHandler(entrance);
    this.hostsBeside =
        new HostGate(
            parts.beside(scripts, upgrader, others, routes),
            HostNames.of(config.hosts()),
            refusals);
    this.handler =
        new BridgeHandler(
            this,
            new Exchanges(hostsBeside, handshakes, counters),
            List.of(handshakes, accepted, tlsHandshakes));
  }

  /** The same, for a server of an application's; see {@link BridgeHandler}. */
  public BridgeHandler handler() {
    return handler;
  }

  /** The same for WebSockets of another HTTP server, whatever it is. */
  public Guests guests() {
    return entrance;
  }

  HttpConnectionFactory http11(HttpConfiguration ofConnector) {
    return new StrictHttp(ofConnector, () -> registry.limits().lifetimeMillis());
  }

  boolean isRunning() {
    return server.isStarted();
  }

  private Optional<Http2> ownHttp2(EdgeConfig config) {
    return Http2.isThere()
        ? Optional.of(new Http2(http, config.limits().stream(), registry.counters()))
        : Optional.empty();
  }

  private void add(ServerConnector connector) {
    connector.addBean(handshakes);
    connector.addBean(accepted);
    connector.addBean(tlsHandshakes);
    server.addConnector(connector);
  }

  private void configure(HttpConfiguration http, EdgeConfig config) {
    http.setSendServerVersion(false);
    http.setHeaderCacheSize(0); // 100 kB for each connection that is kept
    http.setHeaderCacheCaseSensitive(true); // values are what was sent
    http.setRequestHeaderSize(config.limits().handshake().maxHeaderBytes());
    // While a request is being answered: a client that takes nothing for so long is cut.
    http.setIdleTimeout(config.limits().connection().writeMillis());
    if (tls.isPresent()) {
      // One host behind one certificate: which name the client used does not matter.
      http.addCustomizer(new SecureRequestCustomizer(false));
    }
    if (http2.isPresent()) {
      http.addCustomizer(new AuthorityHeader());
    }
  }

  /**
   * Reads and checks what of a configuration can be changed while it listens: Origins, limits, and
   * the certificate if there is one. Nothing is in use yet.
   *
   * @throws IllegalArgumentException if something is wrong; the message says what
   */
  public EdgeReload prepare(EdgeConfig config) {
    Optional<TlsIdentity> renewed =
        tls.flatMap(any -> config.tls())
            .map(TlsIdentity::read)
            .filter(identity -> tls.orElseThrow().differs(identity));
    renewed.ifPresent(RenewableTls::check);
    return new EdgeReload(
        new OriginPolicy(config.origins(), config.publicOrigins()),
        HostNames.of(config.hosts()),
        config.limits(),
        renewed);
  }

  /**
   * From now on, goes by these. Limits hold from the next connection on; connections stay.
   *
   * @throws IllegalStateException if Jetty does not take the certificate; nothing has changed then
   */
  public void reload(EdgeReload prepared) {
    prepared.certificate().ifPresent(identity -> tls.orElseThrow().renew(identity));
    HandshakeLimits limits = prepared.limits().handshake();
    http.setRequestHeaderSize(limits.maxHeaderBytes());
    http.setIdleTimeout(prepared.limits().connection().writeMillis());
    connectors.forEach(connector -> connector.setIdleTimeout(limits.handshakeMillis()));
    handshakes.millis(limits.handshakeMillis());
    accepted.limits(limits);
    held.limits(prepared.limits().exchange());
    kept.limits(limits);
    http2.ifPresent(spoken -> spoken.limits(prepared.limits().stream()));
    ports.limits(prepared.limits().stream());
    wires.limits(prepared.limits());
    registry.limits(prepared.limits().connection());
    registry.origins(prepared.origins());
    hosts.hosts(prepared.hosts());
    hostsBeside.hosts(prepared.hosts());
    hostsOfGuests.hosts(prepared.hosts());
    entrance.openMillis(limits.handshakeMillis());
    wires.hosts(prepared.hosts());
    kept.hosts(prepared.hosts());
  }

  /**
   * Closes the connections that may not be here any more.
   *
   * @return how many, by the reason
   */
  public Map<CloseReason, Integer> reconsider() {
    return registry.reconsider();
  }

  /** When the certificate expires, if the listener has one. */
  public Optional<Instant> certificateExpiry() {
    return tls.map(RenewableTls::expiry);
  }

  private static String hint(IOException failure) {
    return String.valueOf(failure.getMessage()).endsWith("Permission denied")
        ? "; ports below 1024 may be for root alone. Choose another port"
        : "; is another server running there? Choose another port";
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException if the address cannot be bound, TLS cannot be set up, or Jetty is
   *     too old
   */
  public void start() {
    try {
      for (List<ServerConnector> listener : listeners) {
        SamePort.open(listener);
      }
      server.start();
    } catch (IOException failure) {
      throw new IllegalStateException(failure.getMessage() + hint(failure), failure);
    } catch (Exception failure) {
      throw new IllegalStateException(
          "cannot start the listener: " + failure.getMessage(), failure);
    }
    sweep(() -> handshakes.sweep(System.nanoTime()), SWEEP_HANDSHAKES_MILLIS);
    sweep(held::sweep, SWEEP_HANDSHAKES_MILLIS);
    sweep(kept.open()::sweep, SWEEP_HANDSHAKES_MILLIS);
    sweep(registry::sweep, SWEEP_MILLIS);
    sweep(held.streams()::sweep, SWEEP_MILLIS);
    sweep(wires.open()::sweep, SWEEP_MILLIS);
    sweep(ports::sweep, SWEEP_MILLIS);
  }

  private void sweep(Runnable task, long millis) {
    sweeping.add(timer.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS));
  }

  /** Opens listeners of dialects that read their connections themselves. */
  public Ports ports() {
    return ports;
  }

  /** The port that is listened on. */
  public int port() {
    return port("");
  }

  /**
   * The port of another listener.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public int port(String listener) {
    return connectors.stream()
        .filter(connector -> connector.getName().equals(listener))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no listener " + listener))
        .getLocalPort();
  }

  /** Listens no more, and lets nobody in who is here already without a WebSocket. */
  public void stopAccepting() {
    for (ServerConnector connector : connectors) {
      Future<Void> unused = connector.shutdown(); // its own view of when all are gone
      for (Graceful http2 : connector.getContainedBeans(Graceful.class)) {
        Future<Void> unusedToo = http2.shutdown(); // tells its clients, and lets their streams end
      }
    }
    ports.stopAccepting();
    registry.stopAccepting();
    wires.open().drain();
  }

  /**
   * From now on, clients are wanted here or not, which load balancers are told at {@code /}, and
   * may come in or not, but for listeners of dialects' own.
   */
  public void welcomes(boolean areWanted, boolean mayComeIn) {
    registry.welcomes(areWanted, mayComeIn);
  }

  /**
   * What ends each WebSocket and each stream, after what is queued for it, in any order; what is
   * between two requests ends by itself, soon.
   */
  public List<Runnable> endings() {
    KeptAlive.endSoon(connectors);
    kept.open().endings().forEach(Runnable::run);
    List<Runnable> ends =
        new ArrayList<>(Stream.concat(registry.closings(), held.streams().endings()).toList());
    Collections.shuffle(ends);
    return ends;
  }

  /**
   * Closes the open connections, and ends the streams, each after what is queued for it, one after
   * the other in any order.
   *
   * @param millis how long to take over it: anyone who is closed comes back, and not all at once
   * @param most when to give up, in milliseconds, if it takes longer; the rest ends with {@link
   *     #close}
   * @return how many were closed
   */
  public int closeConnections(long millis, long most) {
    KeptAlive.endSoon(connectors);
    kept.open().endings().forEach(Runnable::run);
    List<Runnable> ends =
        new ArrayList<>(
            Stream.of(
                    registry.closings(),
                    held.streams().endings(),
                    wires.open().endings(),
                    ports.open().endings())
                .flatMap(all -> all)
                .toList());
    Collections.shuffle(ends);
    return Spread.REAL.run(ends, millis, most);
  }

  /** From now on, tells this log of all that ends; to be called before it starts. */
  public void access(AccessLog log) {
    AccessRecorder recorder = new AccessRecorder(log, clients);
    server.setRequestLog(recorder);
    registry.access(recorder);
  }

  ConnectionRegistry registry() {
    return registry;
  }

  /** What clients have open. */
  public LiveConnections live() {
    return new LiveConnections(registry, held, kept.open(), ports.open());
  }

  /** How many TCP connections there are, whatever they are for. */
  public int connections() {
    return accepted.size();
  }

  /** How many WebSocket connections are open. */
  public int openConnections() {
    return registry.openConnections();
  }

  /** How many HTTP requests have no answer yet. */
  public int openExchanges() {
    return held.size() + kept.holding();
  }

  /** How many HTTP requests have no whole answer: a download that is under way is one. */
  public int unfinishedExchanges() {
    return held.unfinished() + kept.unfinished();
  }

  /** How many answers are being streamed. */
  public int openStreams() {
    return held.streams().size();
  }

  /** How many connections are a back end's to answer. */
  public int openWires() {
    return wires.open().size();
  }

  /** How many connections are a dialect's own. */
  public int openOwn() {
    return ports.open().size();
  }

  /** What waits for browsers that take no more, all together. */
  public ByteBudget outgoing() {
    return registry.outgoing();
  }

  /** What has come of messages that are not whole, of all browsers together. */
  public ByteBudget incoming() {
    return registry.incoming();
  }

  /** Ends the listener and what is left of its connections. */
  public void close() {
    sweeping.forEach(task -> task.cancel(false));
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the listener did not stop cleanly", failure);
    } finally {
      deflate.ifPresent(PerMessageDeflate::close);
    }
  }
}
