package org.zmqwebbridge.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.Route;

/**
 * The push relay: locations for publishers and subscribers, and the channels of its stores.
 *
 * <p>Owner thread: the bridge's, for its life; any for its visits. Immutable.
 */
public final class RelayDialect implements Dialect {
  private final RelayConfig config;
  private final RelayContext context;
  private final Map<String, Channels> channels = new LinkedHashMap<>();

  /**
   * @param open makes the channels of a store
   */
  public RelayDialect(
      RelayConfig config, RelayContext context, Function<ChannelStore, Channels> open) {
    this.config = config;
    this.context = context;
    config.stores().forEach((name, store) -> channels.put(name, open.apply(store.get())));
  }

  @Override
  public String name() {
    return "push relay";
  }

  @Override
  public List<Route> routes() {
    return config.locations().isEmpty()
        ? List.of()
        : List.of(Route.ruled(path -> config.find(path).isPresent(), this::open));
  }

  private ExchangeHandler open(Exchange exchange) {
    LocationSpec location = config.find(exchange.head().path()).orElseThrow();
    return RelayVisits.open(exchange, location, channels.get(location.store()), context);
  }

  @Override
  public void start() {
    channels.values().forEach(Channels::start);
  }

  /** Lets go of what nobody uses; about once a second. */
  public void sweep() {
    channels.values().forEach(Channels::sweep);
  }

  @Override
  public CompletionStage<Void> close() {
    channels.values().forEach(Channels::close);
    return CompletableFuture.completedFuture(null);
  }
}
