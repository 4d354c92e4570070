package org.zmqwebbridge.grip;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.sockjs.SockjsService;

/**
 * The SockJS services of routes: who comes there is a WebSocket to its origins.
 *
 * <p>Owner thread: none. Lifetime: from {@link #start} until {@link #close}.
 */
final class SockjsServices {
  private static final long SWEEP_MILLIS = 500;

  private final GripContext context;
  private final SockjsSpec spec;
  private final ByteBudget budget;
  private final Map<GripRoute, SockjsService> services = new ConcurrentHashMap<>();
  private volatile BiFunction<GripRoute, Handshake, CompletionStage<Admission>> sockets;
  private volatile ScheduledFuture<?> sweeping;

  SockjsServices(GripContext context, SockjsSpec spec) {
    this.context = context;
    this.spec = spec;
    this.budget = new ByteBudget(spec.maxBytes());
  }

  /** Who lets WebSockets of a route in. */
  void admitBy(BiFunction<GripRoute, Handshake, CompletionStage<Admission>> upgrader) {
    sockets = upgrader;
  }

  /** The service that a path of a route is of. */
  Optional<SockjsService> find(GripRoute route, String path) {
    return route
        .options()
        .sockjs()
        .map(option -> services.computeIfAbsent(route, same -> open(same, option)))
        .filter(service -> service.isAt(path));
  }

  private SockjsService open(GripRoute route, RouteOptions.Sockjs option) {
    return new SockjsService(
        option.path(),
        option.socketPath().orElse(option.path()),
        spec.script(),
        handshake -> sockets.apply(route, handshake),
        spec.limits(),
        budget);
  }

  void start() {
    sweeping =
        context
            .timer()
            .scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    long now = System.nanoTime();
    services.values().forEach(service -> service.sweep(now));
  }

  /** How many sessions there are, but for those of WebSockets. */
  int size() {
    return services.values().stream().mapToInt(SockjsService::size).sum();
  }

  void close() {
    ScheduledFuture<?> task = sweeping;
    if (task != null) {
      task.cancel(false);
    }
  }
}
