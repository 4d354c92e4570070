package org.zmqwebbridge.grip;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.grip.stats.GripStats;
import org.zmqwebbridge.grip.zhttp.ZhttpOrigins;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.origin.Origins;
import org.zmqwebbridge.sockjs.SockjsService;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * GRIP: a reverse proxy that holds requests for what is published.
 *
 * <p>Owner thread: the bridge's, for its life; any for its visits.
 */
public final class GripDialect implements Dialect {
  private static final String METER = "grip";
  private static final Set<String> CONTROL =
      Set.of("/publish", "/publish/", "/recover", "/recover/");

  private final GripConfig config;
  private final GripContext context;
  private final Origins origins;
  private final OriginTallies tallies = new OriginTallies();
  private final OriginPorts ports;
  private final ZhttpOrigins zhttp;
  private final ZmqLoop loop;
  private final Optional<PublisherSecret> secret;
  private final SockjsServices sockjs;
  private final GripUpgrader upgrader;
  private final GripStats stats;
  private final Publishers publishers;
  private volatile RouteTable table;

  /**
   * @param guard asks the hooks
   * @param channels of its store; the one that has made them starts and ends them
   * @param timer for what is short
   * @param loop has the sockets of publishers
   */
  public GripDialect(
      GripConfig config,
      Guard guard,
      Channels channels,
      ScheduledExecutorService timer,
      ZmqLoop loop,
      HostResolver resolver) {
    this.config = config;
    this.table = config.routes();
    this.origins = new Origins(config.origins());
    this.loop = loop;
    this.stats = new GripStats(config.stats(), loop);
    this.zhttp =
        new ZhttpOrigins(
            loop,
            config.zhttp(),
            config.publishers().zmq().bound(),
            "zwb_" + ProcessHandle.current().pid(),
            guard.counters());
    this.ports = new OriginPorts(origins, zhttp, new TestOrigin(), tallies);
    ChannelNames names = config.isShared() ? ChannelNames.SHARED : ChannelNames.OWN;
    PublisherSpec spec = config.publishers();
    Audiences audiences =
        new Audiences(channels, names, spec, guard.counters(), stats, timer, System::nanoTime);
    this.secret = config.secret().map(word -> new PublisherSecret(word, InstantSource.system()));
    this.context =
        new GripContext(
            () -> table,
            guard,
            audiences,
            new Publishing(
                channels, names, guard.counters(), config.retention(), spec, System::nanoTime),
            ports,
            new FilterAsks(timer, spec.filterHosts()),
            ports,
            new LiveSockets(),
            new LinkFetches(),
            new LiveHolds(),
            new Lingering(audiences, config.limits().holds(), timer),
            config.forwarding(),
            new Signing(config.signatures(), InstantSource.system()),
            stats,
            config.limits(),
            config.origins().idleMillis(),
            new SlowReaders(config.slowReaders(), guard.counters().endpoint(METER)),
            timer);
    this.sockjs = new SockjsServices(context, config.sockjs());
    this.upgrader = new GripUpgrader(context, sockjs, config.answersAll());
    sockjs.admitBy(upgrader::admits);
    this.publishers = new Publishers(spec.zmq(), context, context.sockets(), loop, resolver);
  }

  @Override
  public String name() {
    return "GRIP";
  }

  /** From now on, new requests go by these; those under way stay with theirs. */
  public void routes(RouteTable changed) {
    table = changed;
    tallies.keep(
        changed.routes().stream()
            .flatMap(route -> route.targets().stream())
            .map(Target::place)
            .collect(Collectors.toUnmodifiableSet()));
    origins.renew();
    context.signing().forget();
  }

  /** How the origins of all routes do now; on any thread. */
  public List<LiveOrigin> look() {
    return ports.look(table);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.last(this::opener),
        Route.ruled(this::publisher).in(Served.GRIP_CONTROL),
        Route.at("/", List.of("GET", "POST"), exchange -> told(exchange, 200, "Pushpin API"))
            .in(Served.GRIP_CONTROL),
        Route.last((host, path) -> Optional.of(exchange -> told(exchange, 404, "Not Found")))
            .in(Served.GRIP_CONTROL));
  }

  private Optional<Function<Exchange, ExchangeHandler>> opener(String host, String path) {
    return config.answersAll() || table.hasFor(host, path)
        ? Optional.of(this::open)
        : Optional.empty();
  }

  @Override
  public Upgrader upgrader() {
    return upgrader;
  }

  private ExchangeHandler open(Exchange came) {
    boolean isSecure = config.forwarding().saysTls(came.head());
    Exchange exchange = isSecure ? new SecureExchange(came) : came;
    if (exchange.head().method().equals("TRACE")) {
      return new Told(exchange, ProxyErrors.NO_TRACE);
    }
    return table
        .find(exchange.head(), false, config.forwarding().choosesRoutes())
        .map(route -> open(exchange, route))
        .orElseGet(() -> new Told(exchange, ProxyErrors.NO_ROUTE));
  }

  private Optional<Function<Exchange, ExchangeHandler>> publisher(String host, String path) {
    return CONTROL.contains(path) ? Optional.of(this::publish) : Optional.empty();
  }

  private ExchangeHandler open(Exchange exchange, GripRoute route) {
    Optional<SockjsService> service = sockjs.find(route, exchange.head().path());
    if (service.isPresent()) {
      return service.get().open(exchange);
    }
    if (!route.options().isOpenToOrigins()) {
      return new GripVisit(exchange, route, context);
    }
    JsonP how = route.options().jsonP().orElse(JsonP.STANDARD);
    try {
      return ScriptRequest.read(exchange.head(), how)
          .map(asked -> open(exchange, asked, route))
          .orElseGet(() -> new GripVisit(new OpenExchange(exchange), route, context));
    } catch (IllegalArgumentException wrong) {
      return new Told(new OpenExchange(exchange), HttpAnswer.text(400, wrong.getMessage()));
    }
  }

  private ExchangeHandler open(Exchange exchange, ScriptRequest asked, GripRoute route) {
    boolean isExtended = route.options().jsonP().orElse(JsonP.STANDARD).isExtended();
    ScriptExchange script =
        new ScriptExchange(exchange, asked, isExtended, config.limits().maxResponseBytes());
    return new ScriptVisit(new GripVisit(script, route, context), script, asked.body());
  }

  private ExchangeHandler publish(Exchange exchange) {
    return new ControlVisit(exchange, context, secret);
  }

  private static ExchangeHandler told(Exchange exchange, int status, String text) {
    return new Told(exchange, ControlAnswers.text(status, text));
  }

  /** What is answered alike to all. */
  private record Told(Exchange exchange, HttpAnswer answer) implements ExchangeHandler {
    @Override
    public void onOpen() {
      boolean unused = exchange.answer(answer);
    }

    @Override
    public void onBody(byte[] body) {
      // none is read
    }

    @Override
    public void onGone() {
      // nothing waits for it
    }
  }

  @Override
  public void start() {
    origins.start();
    sockjs.start();
    openStats();
    table.routes().stream()
        .flatMap(route -> route.targets().stream())
        .map(Target::place)
        .forEach(this::bind);
    publishers.start();
  }

  private void bind(Target.Place place) {
    if (place instanceof Target.Zhttp workers) {
      zhttp.bind(workers.spec(), workers.isRequest());
    }
  }

  private void openStats() {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            stats.open();
            opened.complete(null);
          } catch (IllegalStateException taken) {
            opened.completeExceptionally(taken);
          }
        });
    try {
      opened.join();
    } catch (CompletionException failed) {
      throw new IllegalStateException(
          "statistics of GRIP: " + failed.getCause().getMessage(), failed);
    }
  }

  @Override
  public void gauges(Gauges gauges) {
    gauges
        .with(Gauge.GRIP_HELD, () -> context.holds().size())
        .with(Gauge.GRIP_SOCKETS, () -> context.sockets().size())
        .with(Gauge.GRIP_CHANNELS, () -> context.audiences().channels())
        .with(Gauge.ORIGIN_CONNECTIONS, origins::connections);
  }

  @Override
  public CompletionStage<Void> close() {
    context.holds().stop();
    sockjs.close();
    loop.post(stats::close);
    loop.post(zhttp::close);
    origins.close();
    return publishers.close();
  }
}
