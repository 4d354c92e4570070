package org.zmqwebbridge.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;

/**
 * The push relay: locations for publishers and subscribers, and the channels of its stores.
 *
 * <p>Owner thread: the bridge's, for its life; any for its visits. Immutable.
 */
public final class RelayDialect implements Dialect {
  private final RelayConfig config;
  private final RelayContext context;
  private final Map<String, Channels> channels;
  private final List<Feed> feeds = new ArrayList<>();

  /**
   * @param channels those of each store of the configuration
   * @param gateways where channels are fed from, and publications forwarded to
   * @throws IllegalArgumentException if it names an endpoint that there is not, or of another type
   */
  public RelayDialect(
      RelayConfig config,
      RelayContext context,
      Map<String, Channels> channels,
      GatewayShards gateways) {
    this.config = config;
    this.context = context.of(config).with(Forward.all(config, gateways, context));
    this.channels = Map.copyOf(channels);
    for (FeedSpec feed : config.feeds()) {
      feeds.add(new Feed(feed, channels.get(feed.store()), gateways, context.counters()));
    }
  }

  @Override
  public String name() {
    return "push relay";
  }

  @Override
  public List<Route> routes() {
    return config.locations().isEmpty()
        ? List.of()
        : List.of(
            Route.ruled(
                (host, path) -> config.lead(path).map(found -> exchange -> open(exchange, found))));
  }

  @Override
  public Upgrader upgrader() {
    return new RelayUpgrader(config, context, channels::get);
  }

  private ExchangeHandler open(Exchange exchange, RelayConfig.Found found) {
    return RelayVisits.open(exchange, found, channels.get(found.location().store()), context);
  }

  @Override
  public void start() {
    channels.values().forEach(Channels::start);
    context.forwards().values().forEach(Forward::start);
    feeds.forEach(Feed::start);
  }

  @Override
  public void gauges(Gauges gauges) {
    gauges
        .with(Gauge.CHANNELS_OPEN, () -> sum(Channels::size))
        .with(Gauge.CHANNEL_SUBSCRIBERS, () -> sum(Channels::subscribers));
  }

  private long sum(ToLongFunction<Channels> number) {
    return channels.values().stream().mapToLong(number).sum();
  }

  /** Lets go of what nobody uses; about once a second. */
  public void sweep() {
    channels.values().forEach(Channels::sweep);
  }

  @Override
  public CompletionStage<Void> close() {
    feeds.forEach(Feed::leave);
    context.forwards().values().forEach(Forward::leave);
    channels.values().forEach(Channels::close);
    return CompletableFuture.completedFuture(null);
  }
}
