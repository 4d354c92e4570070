package org.zmqwebbridge.gateway;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * The way to the {@link OpenGateways} of one loop, for any thread: everything here only queues. The
 * one crossing between members and gateways.
 *
 * <p>Owner thread: any. Lifetime: from {@link #start} until {@link #close}.
 */
final class GatewayShard {
  private final ZmqLoop loop;
  private final GatewayContext context;
  private final OpenGateways gateways;

  GatewayShard(GatewayContext context) {
    this.loop = context.loop();
    this.context = context;
    this.gateways = new OpenGateways(context);
  }

  /** What it leads to, for the loop. */
  OpenGateways gateways() {
    return gateways;
  }

  /**
   * Binds those of its endpoints that the bridge binds, and begins to watch for idle gateways.
   *
   * @return completes when that is done; fails with an {@link IllegalStateException} if one cannot
   *     be bound, whose message says which and why
   */
  CompletableFuture<Void> start(List<EndpointSpec> endpoints) {
    return run(
        () -> {
          gateways.onServe(endpoints, false);
          loop.onTick(gateways::onTick);
        });
  }

  /** Does something on the loop; the stage fails with what it throws. */
  private CompletableFuture<Void> run(Runnable command) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            command.run();
            done.complete(null);
          } catch (Throwable failure) {
            done.completeExceptionally(failure);
          }
        });
    return done;
  }

  /**
   * Serves these endpoints as well from now on.
   *
   * @param patient whether an address may still be held by an endpoint that was dropped
   * @return fails as {@link #start} does; then it serves none of them
   */
  CompletableFuture<Void> serve(List<EndpointSpec> endpoints, boolean patient) {
    return run(() -> gateways.onServe(endpoints, patient));
  }

  /** Serves these no more: what is open there ends, with an outcome for each request. */
  CompletableFuture<Void> drop(List<EndpointSpec> endpoints) {
    return run(() -> gateways.onDrop(endpoints));
  }

  /**
   * Has an endpoint's gateway, if it is open, go on with other ZeroMQ settings; who opens it later
   * gets them as well.
   *
   * @param known what it was served as
   */
  CompletableFuture<Void> retune(EndpointSpec known, EndpointSpec changed) {
    return run(() -> gateways.onRetune(known, changed));
  }

  /** These limits hold from now on. */
  CompletableFuture<Void> limits(GatewayLimits changed) {
    return run(() -> gateways.onLimits(changed));
  }

  /** What is measured for one of its endpoints. */
  EndpointMeters meters(EndpointSpec endpoint) {
    return context.counters().endpoint(endpoint.name());
  }

  /** Lets a member in whom the hooks allowed, or refuses it. */
  void join(Seat seat) {
    if (!loop.offer(() -> gateways.onJoin(seat))) {
      loop.post(() -> seat.member().refused(JoinError.UNAVAILABLE));
    }
  }

  /** Ends a member. */
  void leave(Seat seat, Runnable after) {
    loop.post(
        () -> {
          gateways.onLeave(seat);
          after.run();
        });
  }

  /** Ends a member, in the order of {@link #offer}; false: there is too much. */
  boolean tryLeave(Seat seat, Runnable after) {
    return loop.offer(
        () -> {
          gateways.onLeave(seat);
          after.run();
        });
  }

  /** Has something done on the loop, in the order of these calls; false: there is too much. */
  boolean offer(Runnable command) {
    return loop.offer(command);
  }

  /** Has something done on the loop that must not be lost; rare by its nature. */
  void post(Runnable command) {
    loop.post(command);
  }

  /** How many requests of callers had no outcome at the last tick. */
  int requests() {
    return gateways.requests();
  }

  /** How many asks had no answer at the last tick. */
  int asks() {
    return gateways.asks();
  }

  /**
   * Takes no new members, requests and asks from now on.
   *
   * @return completes when those under way have ended
   */
  CompletableFuture<Void> drain() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.post(() -> gateways.onDrain(done));
    return done;
  }

  /**
   * Ends every gateway, with an outcome for each open request, and opens no more.
   *
   * @return completes when that is done
   */
  CompletableFuture<Void> close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.post(() -> gateways.onClose(done));
    return done;
  }
}
