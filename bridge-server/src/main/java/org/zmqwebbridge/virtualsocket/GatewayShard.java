package org.zmqwebbridge.virtualsocket;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.virtualsocket.wire.Answer;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.RequestError;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * The gateways of one loop: finds the one for a virtual socket, or opens it, and closes it when its
 * last member has been gone for a while. The one crossing between sessions and gateways.
 *
 * <p>Owner thread: the loop's, for all that is called {@code on…}; the other methods are for any
 * thread and only queue. Lifetime: from {@link #start} until {@link #close}.
 */
final class GatewayShard {
  private static final Logger log = LoggerFactory.getLogger(GatewayShard.class);

  private static final class Open {
    private final Gateway gateway;
    private final int sockets;
    private long idleSince;
    private boolean idle;

    /**
     * @param sockets how many of ZeroMQ's it has
     */
    Open(Gateway gateway, int sockets) {
      this.gateway = gateway;
      this.sockets = sockets;
    }
  }

  private final ZmqLoop loop;
  private final GatewayContext context;
  private final IdentityHashMap<EndpointSpec, Open> gateways = new IdentityHashMap<>();
  private final IdentityHashMap<EndpointSpec, EndpointSpec> tuned = new IdentityHashMap<>();
  private final Set<EndpointSpec> served = Collections.newSetFromMap(new IdentityHashMap<>());
  private CompletableFuture<Void> drained; // null until it is to take nothing new
  private volatile int requests; // as of the last tick
  private volatile int asks;

  GatewayShard(GatewayContext context) {
    this.loop = context.loop();
    this.context = context;
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
          onServe(endpoints, false);
          loop.onTick(this::onTick);
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
    return run(() -> onServe(endpoints, patient));
  }

  private void onServe(List<EndpointSpec> endpoints, boolean patient) {
    try {
      for (EndpointSpec endpoint : endpoints) {
        served.add(endpoint);
        if (endpoint.type().binds() && drained == null) {
          open(endpoint, patient);
        }
      }
    } catch (RuntimeException failure) {
      onDrop(endpoints);
      throw failure;
    }
  }

  /** Serves these no more: what is open there ends, with an outcome for each request. */
  CompletableFuture<Void> drop(List<EndpointSpec> endpoints) {
    return run(() -> onDrop(endpoints));
  }

  private void onDrop(List<EndpointSpec> endpoints) {
    for (EndpointSpec endpoint : endpoints) {
      served.remove(endpoint);
      tuned.remove(endpoint);
      Open open = gateways.remove(endpoint);
      if (open != null) {
        loop.guarded(() -> shut(open));
      }
    }
  }

  /**
   * Has an endpoint's gateway, if it is open, go on with other ZeroMQ settings; who opens it later
   * gets them as well.
   *
   * @param known what it was served as
   */
  CompletableFuture<Void> retune(EndpointSpec known, EndpointSpec changed) {
    return run(
        () -> {
          tuned.put(known, changed);
          Open open = gateways.get(known);
          if (open != null) {
            open.gateway.retune(changed);
          }
        });
  }

  /** These limits hold from now on. */
  CompletableFuture<Void> limits(VirtualSocketLimits changed) {
    return run(
        () -> {
          context.limits(changed);
          gateways.values().forEach(open -> loop.guarded(open.gateway::limitsChanged));
        });
  }

  /** What is measured for one of its endpoints. */
  EndpointMeters meters(EndpointSpec endpoint) {
    return context.counters().endpoint(endpoint.name());
  }

  /** Opens a virtual socket that the hooks allowed, or refuses it. */
  void connect(VirtualSocket socket) {
    if (!loop.offer(() -> onConnect(socket))) {
      loop.post(() -> refuse(socket, ConnectError.UNAVAILABLE));
    }
  }

  /** Sends a request whose budget has begun; it has exactly one outcome. */
  void request(VirtualSocket socket, byte[] content) {
    if (!loop.offer(() -> onRequest(socket, content))) {
      socket.session().budget().end(content.length);
      socket.session().fail(socket, RequestError.OVERFLOW);
    }
  }

  /**
   * Ends a request that goes no further: at once, so that a flood of them is no load for the loop,
   * but not before the connection reply.
   */
  void fail(VirtualSocket socket, RequestError error) {
    if (socket.isConnected() || !loop.offer(() -> socket.session().fail(socket, error))) {
      socket.session().fail(socket, error);
    }
  }

  /** Sends a page's answer; one that the loop does not take is dropped and counted. */
  void answer(VirtualSocket socket, Answer answer) {
    if (!loop.offer(() -> onAnswer(socket, answer))) {
      socket.meters().increment(Counter.ANSWERS_UNROUTABLE);
    }
  }

  /** Ends a virtual socket. */
  void leave(VirtualSocket socket) {
    loop.post(() -> onLeave(socket));
  }

  private void onConnect(VirtualSocket socket) {
    if (socket.session().hasEnded()) {
      return; // its leave may have been handled before
    }
    Open open = gateways.get(socket.endpoint());
    if (!served.contains(socket.endpoint())) {
      refuse(socket, ConnectError.NOT_ALLOWED); // a reload took it out, a moment ago
      return;
    }
    if (drained != null || (open == null && !context.mayOpen(socket.endpoint().sockets()))) {
      refuse(socket, drained != null ? ConnectError.UNAVAILABLE : ConnectError.LIMIT);
      return;
    }
    try {
      Gateway gateway = open == null ? open(socket.endpoint(), false) : open.gateway;
      join(socket, gateway);
    } catch (Throwable failure) {
      context
          .counters()
          .line(
              LineKind.SOCKET_FAILED,
              failure,
              (more, trace) -> log.warn("{}: cannot be opened{}", socket, more, trace));
      refuse(socket, ConnectError.UNAVAILABLE);
    }
  }

  private void join(VirtualSocket socket, Gateway gateway) {
    Optional<ConnectError> refusal = gateway.join(socket);
    if (refusal.isPresent()) {
      refuse(socket, refusal.get());
    } else {
      context.counters().increment(Counter.SOCKETS_OPENED);
    }
  }

  private static void refuse(VirtualSocket socket, ConnectError error) {
    socket.session().onRefused(socket, error);
  }

  private Gateway open(EndpointSpec endpoint, boolean patient) {
    EndpointSpec today = tuned.getOrDefault(endpoint, endpoint);
    Gateway gateway =
        switch (endpoint.type()) {
          case REQ -> new ReqGateway(today, context);
          case SUB -> new SubGateway(today, context);
          case REP -> new RepGateway(today, context, patient);
        };
    Open open = new Open(gateway, endpoint.sockets());
    gateways.put(endpoint, open);
    context.openGateways().addAndGet(open.sockets);
    context.counters().add(Counter.GATEWAYS_OPENED, open.sockets);
    return gateway;
  }

  private void onRequest(VirtualSocket socket, byte[] content) {
    Open open = gateways.get(socket.endpoint());
    if (drained == null && open != null && open.gateway instanceof ReqGateway req) {
      req.onRequest(socket, content);
    } else {
      socket.session().budget().end(content.length);
      socket
          .session()
          .fail(socket, drained == null ? RequestError.NOT_CONNECTED : RequestError.SHUTDOWN);
    }
  }

  private void onAnswer(VirtualSocket socket, Answer answer) {
    Open open = gateways.get(socket.endpoint());
    if (open != null && open.gateway instanceof RepGateway rep) {
      rep.onAnswer(socket, answer);
    } else {
      socket.meters().increment(Counter.ANSWERS_UNROUTABLE);
    }
  }

  private void onLeave(VirtualSocket socket) {
    if (socket.isConnected()) {
      context.counters().increment(Counter.SOCKETS_CLOSED);
    }
    Open open = gateways.get(socket.endpoint());
    if (open != null) {
      open.gateway.leave(socket);
    }
  }

  private void onTick(long now) {
    List<EndpointSpec> expired = new ArrayList<>();
    gateways.forEach(
        (endpoint, open) -> {
          loop.guarded(() -> open.gateway.onTick(now));
          if (hasBeenIdle(open, now)) {
            expired.add(endpoint);
          }
        });
    expired.forEach(endpoint -> shut(gateways.remove(endpoint)));
    countUnderWay();
  }

  private void countUnderWay() {
    requests = gateways.values().stream().mapToInt(open -> open.gateway.requests()).sum();
    asks = gateways.values().stream().mapToInt(open -> open.gateway.asks()).sum();
    if (drained != null && requests + asks == 0) {
      drained.complete(null);
    }
  }

  /** How many requests of pages had no outcome at the last tick. */
  int requests() {
    return requests;
  }

  /** How many asks had no answer at the last tick. */
  int asks() {
    return asks;
  }

  private boolean hasBeenIdle(Open open, long now) {
    boolean idle = open.gateway.isIdle();
    if (idle && !open.idle) {
      open.idleSince = now;
    }
    open.idle = idle;
    return idle && now - open.idleSince >= context.limits().gatewayIdleNanos();
  }

  private void shut(Open open) {
    open.gateway.close();
    context.openGateways().addAndGet(-open.sockets);
    context.counters().add(Counter.GATEWAYS_CLOSED, open.sockets);
  }

  /**
   * Takes no new sockets, requests and asks from now on.
   *
   * @return completes when those under way have ended
   */
  CompletableFuture<Void> drain() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.post(() -> onDrain(done));
    return done;
  }

  private void onDrain(CompletableFuture<Void> done) {
    drained = done;
    gateways.values().forEach(open -> open.gateway.drain());
    countUnderWay();
  }

  /**
   * Ends every gateway, with an outcome for each open request, and opens no more.
   *
   * @return completes when that is done
   */
  CompletableFuture<Void> close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.post(
        () -> {
          drained = drained == null ? done : drained;
          gateways.values().forEach(open -> loop.guarded(() -> shut(open)));
          gateways.clear();
          done.complete(null);
        });
    return done;
  }
}
