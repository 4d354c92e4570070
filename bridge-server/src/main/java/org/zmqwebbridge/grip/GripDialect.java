package org.zmqwebbridge.grip;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.origin.Origins;

/**
 * GRIP: a reverse proxy that holds requests for what is published.
 *
 * <p>Owner thread: the bridge's, for its life; any for its visits.
 */
public final class GripDialect implements Dialect {
  private static final String METER = "grip";

  private final GripConfig config;
  private final GripContext context;
  private final Origins origins;
  private volatile RouteTable table;

  /**
   * @param guard asks the hooks
   * @param channels of its store; whoever has made them starts and ends them
   * @param timer for what is short
   */
  public GripDialect(
      GripConfig config, Guard guard, Channels channels, ScheduledExecutorService timer) {
    this.config = config;
    this.table = config.routes();
    this.origins = new Origins(config.origins());
    ChannelNames names = config.isShared() ? ChannelNames.SHARED : ChannelNames.OWN;
    Audiences audiences = new Audiences(channels, names, guard.counters());
    this.context =
        new GripContext(
            () -> table,
            guard,
            audiences,
            new Publishing(channels, names, audiences, config.retention()),
            new OriginPorts(origins, new TestOrigin()),
            new Signing(config.signatures(), InstantSource.system()),
            config.limits(),
            new SlowReaders(config.slowReaders(), guard.counters().endpoint(METER)),
            timer);
  }

  @Override
  public String name() {
    return "GRIP";
  }

  /** From now on, new requests go by these; those under way stay with theirs. */
  public void routes(RouteTable changed) {
    table = changed;
    context.signing().forget();
  }

  @Override
  public List<Route> routes() {
    List<String> post = List.of("POST");
    return List.of(
        Route.last(this::opener),
        Route.at("/publish", post, this::publish).in(Served.GRIP_CONTROL),
        Route.at("/publish/", post, this::publish).in(Served.GRIP_CONTROL),
        Route.at("/", List.of("GET"), GripDialect::hello).in(Served.GRIP_CONTROL));
  }

  private Optional<Function<Exchange, ExchangeHandler>> opener(String host, String path) {
    return config.answersAll() || table.hasFor(host, path)
        ? Optional.of(this::open)
        : Optional.empty();
  }

  private ExchangeHandler open(Exchange exchange) {
    RequestHead head = exchange.head();
    String host = head.host().orElse(null);
    return table
        .find(host, head.path(), false, head.secure())
        .<ExchangeHandler>map(route -> new GripVisit(exchange, route, context))
        .orElseGet(() -> new Told(exchange, ProxyErrors.NO_ROUTE));
  }

  private ExchangeHandler publish(Exchange exchange) {
    return new ControlVisit(exchange, context);
  }

  private static ExchangeHandler hello(Exchange exchange) {
    return new Told(exchange, HttpAnswer.text(200, "GRIP control"));
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
  }

  @Override
  public void gauges(Gauges gauges) {
    gauges
        .with(Gauge.GRIP_CHANNELS, () -> context.audiences().channels())
        .with(Gauge.ORIGIN_CONNECTIONS, origins::connections);
  }

  @Override
  public CompletionStage<Void> close() {
    origins.close();
    return CompletableFuture.completedFuture(null);
  }
}
