package org.zmqwebbridge.door;

import java.util.List;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Query;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.rate.Rates;

/**
 * The plain doors: an HTTP request for each message, and one for each stream of publications. Its
 * endpoints are those of the virtual sockets, which start and end them.
 *
 * <p>Owner thread: any. Immutable, but for the limits and rates, which may be others for the next
 * request.
 */
public final class DoorDialect implements Dialect {
  /** Names no endpoint: asks whether the client may come in at all. */
  private static final String WELCOME = "/sub";

  private volatile DoorContext context;

  /**
   * @param gatekeeper asks the hooks
   * @param leases what they have granted
   * @param gateways the way to ZeroMQ
   * @param requestBytes what all clients may have in flight
   * @param rates how fast they may send
   */
  public DoorDialect(
      Gatekeeper gatekeeper,
      Leases leases,
      GatewayShards gateways,
      DoorLimits limits,
      ByteBudget requestBytes,
      Rates rates,
      Counters counters) {
    this.context =
        new DoorContext(
            new Guard(gatekeeper, leases, rates, counters, Counter.DOORS_DENIED),
            gateways,
            requestBytes,
            limits);
  }

  /** From the next request on, these hold. */
  public void limits(DoorLimits changed) {
    context = context.with(changed);
  }

  /** From the next request on, these hold. */
  public void rates(Rates changed) {
    context = context.with(changed);
  }

  @Override
  public String name() {
    return "plain doors";
  }

  @Override
  public List<Route> routes() {
    List<String> post = List.of("POST");
    return List.of(
        Route.at(WELCOME, List.of("GET"), exchange -> new SubscribeVisit(exchange, context)),
        Route.below(Doors.REQUEST.prefix(), post, exchange -> new RequestVisit(exchange, context)),
        Route.below(
            Doors.SUBSCRIBE.prefix(),
            List.of("GET"),
            exchange ->
                Query.has(exchange.head().query(), PollVisit.WAIT)
                    ? new PollVisit(exchange, context)
                    : new SubscribeVisit(exchange, context)),
        Route.below(Doors.PUSH.prefix(), post, exchange -> new PushVisit(exchange, context)));
  }
}
