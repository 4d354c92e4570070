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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.observe.Meters;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.rate.Rates;
import org.zmqwebbridge.virtualsocket.VirtualSocketDialect;
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
  private static final int HOOK_THREADS = 32;
  private static final int MAX_WAITING_HOOKS = 65_536;
  private static final int RESOLVER_THREADS = 4;
  private static final int MAX_WAITING_LOOK_UPS = 1024;
  private static final int MAX_WAITING_RELOADS = 16;
  private static final long WATCH_MILLIS = 1_000;

  private final Optional<ReloadSource> source;
  private final Object reloading = new Object(); // held by whoever reloads
  private volatile BridgeConfig config;
  private volatile long loadedSeconds;
  private final Counters counters = new Counters();
  private final ScheduledThreadPoolExecutor timer;
  private final ThreadPoolExecutor hooks;
  private final ThreadPoolExecutor resolvers;
  private final ExecutorService reloads;
  private final BridgeReload reload;
  private final Leases leases;
  private final ZmqLoops loops;
  private final List<Dialect> dialects;
  private final JettyEdge edge;
  private final Gauges gauges;
  private final BridgeManagement management; // null if there is none
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean ready;

  Bridge(BridgeConfig config, Optional<ReloadSource> source) {
    this.config = config;
    this.source = source;
    this.timer = new ScheduledThreadPoolExecutor(1, named("zwb-timer"));
    this.timer.setRemoveOnCancelPolicy(true);
    this.hooks = pool("zwb-hook", HOOK_THREADS, MAX_WAITING_HOOKS);
    this.resolvers = pool("zwb-resolver", RESOLVER_THREADS, MAX_WAITING_LOOK_UPS);
    this.reloads = pool("zwb-reload", 1, MAX_WAITING_RELOADS);
    this.loops =
        new ZmqLoops(
            config.threads().loops(),
            config.threads().spinTurns(),
            config.threads().stuckMillis(),
            System::nanoTime,
            counters);
    HostResolver resolver = config.resolver().orElseGet(() -> HostResolver.system(resolvers));
    GatewayShards gateways =
        new GatewayShards(
            config.endpoints(), loops.all(), resolver, config.limits().gateway(), counters);
    AccessLimits access = config.access();
    this.leases =
        new Leases(
            Duration.ofSeconds(access.revokedSeconds()),
            access.firstFrameMillis(),
            timer,
            InstantSource.system(),
            counters);
    Gatekeeper gatekeeper =
        new Gatekeeper(config.authorizer(), leases, hooks, timer, access.hookMillis(), counters);
    ByteBudget requestBytes = new ByteBudget(config.limits().maxRequestBytesInAll());
    VirtualSocketDialect virtualSockets =
        new VirtualSocketDialect(
            gatekeeper,
            leases,
            gateways,
            config.limits(),
            requestBytes,
            rates(config.rates()),
            counters);
    this.dialects = List.of(virtualSockets);
    this.edge =
        new JettyEdge(config.edge(), Version.scripts(), virtualSockets.upgrader(), timer, counters);
    this.reload =
        new BridgeReload(
            edge, gateways, gatekeeper, leases, virtualSockets, this::rates, System::nanoTime);
    this.gauges =
        BridgeGauges.of(edge, dialects, loops)
            .with(Gauge.CONFIG_LOADED_SECONDS, () -> loadedSeconds)
            .with(Gauge.HOOKS_WAITING, hooks.getQueue()::size)
            .with(Gauge.LOOK_UPS_WAITING, resolvers.getQueue()::size);
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
                        () -> this.config.tickets(),
                        source.map(any -> this::reloadSoon),
                        counters))
            .orElse(null);
    this.loadedSeconds = now();
  }

  private static long now() {
    return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
  }

  private Rates rates(RateLimits limits) {
    return new Rates(limits, System::nanoTime, timer, counters);
  }

  /** Begins to assemble a bridge. */
  public static BridgeBuilder builder() {
    return new BridgeBuilder();
  }

  /** Threads made on demand that end when idle; what finds the queue full is refused. */
  private static ThreadPoolExecutor pool(String name, int threads, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
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
      dialects.forEach(Dialect::start);
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
    warnings().forEach(log::warn);
    log.info("open: {}", new OpenDoors(config, port(), management == null ? 0 : managementPort()));
    if (config.watchFiles() && source.isPresent()) {
      Future<?> unused =
          timer.scheduleWithFixedDelay(this::look, WATCH_MILLIS, WATCH_MILLIS, MILLISECONDS);
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

  /** Has something done that is short, until the bridge is closed. */
  void everySecond(Runnable task) {
    Future<?> unused =
        timer.scheduleWithFixedDelay(() -> attempt(task), 1_000, 1_000, MILLISECONDS);
  }

  /** Files are read on a thread that may wait for them; if it has enough to do, it looks later. */
  private void look() {
    try {
      reloads.execute(
          () -> {
            synchronized (reloading) {
              if (source.orElseThrow().hasSettledAnew()) {
                log.info("the files of the configuration have changed");
                ReloadReport unused = reload();
              }
            }
          });
    } catch (RejectedExecutionException busy) {
      log.debug("no look at the files: reloads wait already", busy);
    }
  }

  /**
   * Reads the configuration again from where {@link BridgeBuilder#reloadFrom} said, and goes by it;
   * see {@link #reload(BridgeBuilder)}.
   *
   * @throws IllegalStateException if nothing was said
   */
  public ReloadReport reload() {
    ReloadSource from =
        source.orElseThrow(
            () ->
                new IllegalStateException("nothing to reload from; say BridgeBuilder.reloadFrom"));
    return reload(from);
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
    return reload((ReloadSource) () -> wanted);
  }

  private ReloadReport reload(ReloadSource from) {
    synchronized (reloading) {
      ReloadReport report = tryReload(from).with(from.remark());
      if (report.isDone()) {
        report = report.withChanged(from.applied());
        counters.increment(Counter.RELOADS);
        loadedSeconds = now();
        log.info("{}", report);
      } else {
        counters.increment(Counter.RELOADS_FAILED);
        log.error("{}", report);
      }
      return report;
    }
  }

  private ReloadReport tryReload(ReloadSource from) {
    try {
      if (!ready) {
        return ReloadReport.failed("the bridge does not run");
      }
      BridgeConfig next = from.read().config();
      ReloadReport report = reload.apply(config, next);
      config = config.reloaded(next);
      return report;
    } catch (ConfigException | IllegalArgumentException | IllegalStateException wrong) {
      log.debug("a reload failed", wrong);
      return ReloadReport.failed(wrong.getMessage());
    } catch (RuntimeException bug) { // whoever waits for the report has one
      log.error("a reload failed", bug);
      return ReloadReport.failed(bug.toString());
    }
  }

  /** The same as {@link #reload()}, on a thread for it. */
  CompletionStage<ReloadReport> reloadSoon() {
    try {
      return CompletableFuture.supplyAsync(this::reload, reloads);
    } catch (RejectedExecutionException busy) {
      return CompletableFuture.completedFuture(
          ReloadReport.failed("too many reloads wait already, or the bridge stops"));
    }
  }

  private boolean isReady() {
    return ready && loops.areTurning();
  }

  /** The port that browsers connect to. */
  public int port() {
    return edge.port();
  }

  /** The management listener's port. */
  public int managementPort() {
    if (management == null) {
      throw new IllegalStateException("this bridge has no management listener");
    }
    return management.port();
  }

  /** Where pages connect, for example {@code ws://127.0.0.1:8000/data}. */
  public String uri() {
    String scheme = config.edge().tls().isPresent() ? "wss" : "ws";
    String host = HostAndPort.forUrl(config.edge().listen().get(0));
    return scheme + "://" + host + ":" + port() + config.edge().path();
  }

  /** Where the management listener is, for example {@code http://127.0.0.1:9000}. */
  public String managementUri() {
    int port = managementPort(); // of which there is none without a listener
    String host = HostAndPort.forUrl(config.management().orElseThrow().listen().get(0));
    return "http://" + host + ":" + port;
  }

  /** Where its pages are, if it has any: {@code http://127.0.0.1:8000/}. */
  public Optional<String> pagesUri() {
    String scheme = config.edge().tls().isPresent() ? "https" : "http";
    String host = HostAndPort.forUrl(config.edge().listen().get(0));
    return config.edge().pages().map(any -> scheme + "://" + host + ":" + port() + "/");
  }

  /** What is legal and unwise about its configuration; each a line that says what to do. */
  List<String> warnings() {
    List<String> all = new ArrayList<>(config.warnings());
    all.addAll(Cautions.about(config, Instant.now()));
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
   * @param grant what whoever brings it is granted; it names a principal
   * @throws IllegalStateException if this bridge takes no tickets
   */
  public String ticket(Grant grant) {
    return config
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
    return config.shutdownMillis();
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
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.shutdownMillis());
    Shutdown shutdown =
        new Shutdown(
            edge,
            dialects,
            management,
            loops,
            List.of(hooks, resolvers, reloads),
            timer,
            config.drainMillis(),
            config.shutdownMillis());
    if (started.get()) {
      shutdown.run(end);
    }
    shutdown.release(end);
    if (started.get()) {
      log.info("closed");
    }
  }
}
