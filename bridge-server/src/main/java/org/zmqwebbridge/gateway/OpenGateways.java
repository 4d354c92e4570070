package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * The gateways of one loop: finds the one for a member, or opens it, and closes it when its last
 * member has been gone for a while.
 *
 * <p>Owner thread: the loop's, but for {@link #requests} and {@link #asks}. Lifetime: its {@link
 * GatewayShard}'s.
 */
final class OpenGateways {
  private static final Logger log = LoggerFactory.getLogger(OpenGateways.class);

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

  OpenGateways(GatewayContext context) {
    this.loop = context.loop();
    this.context = context;
  }

  void onServe(List<EndpointSpec> endpoints, boolean patient) {
    try {
      for (EndpointSpec endpoint : endpoints) {
        served.add(endpoint);
        if (endpoint.binds() && drained == null) {
          open(endpoint, patient);
        }
      }
    } catch (RuntimeException failure) {
      onDrop(endpoints);
      throw failure;
    }
  }

  void onDrop(List<EndpointSpec> endpoints) {
    for (EndpointSpec endpoint : endpoints) {
      served.remove(endpoint);
      tuned.remove(endpoint);
      Open open = gateways.remove(endpoint);
      if (open != null) {
        loop.guarded(() -> shut(open));
      }
    }
  }

  void onRetune(EndpointSpec known, EndpointSpec changed) {
    tuned.put(known, changed);
    Open open = gateways.get(known);
    if (open != null) {
      open.gateway.retune(changed);
    }
  }

  void onLimits(GatewayLimits changed) {
    context.limits(changed);
    gateways.values().forEach(open -> loop.guarded(open.gateway::limitsChanged));
  }

  void onJoin(Seat seat) {
    if (seat.hasLeft()) {
      return; // its leave may have been handled before
    }
    EndpointSpec endpoint = seat.endpoint();
    Open open = gateways.get(endpoint);
    if (!served.contains(endpoint)) {
      seat.member().refused(JoinError.NOT_ALLOWED); // a reload took it out, a moment ago
      return;
    }
    if (drained != null || (open == null && !context.mayOpen(endpoint.sockets()))) {
      seat.member().refused(drained != null ? JoinError.UNAVAILABLE : JoinError.LIMIT);
      return;
    }
    try {
      join(seat, open == null ? open(endpoint, false) : open.gateway);
    } catch (Throwable failure) {
      context
          .counters()
          .line(
              LineKind.SOCKET_FAILED,
              failure,
              (more, trace) -> log.warn("{}: cannot be opened{}", seat.member(), more, trace));
      seat.member().refused(JoinError.UNAVAILABLE);
    }
  }

  private void join(Seat seat, Gateway gateway) {
    Optional<JoinError> refusal = seat.sitDown(gateway);
    if (refusal.isPresent()) {
      seat.member().refused(refusal.get());
    } else if (seat.hasJoined()) { // otherwise its gateway decides later
      context.counters().increment(Counter.SOCKETS_OPENED);
    }
  }

  private Gateway open(EndpointSpec endpoint, boolean patient) {
    EndpointSpec today = tuned.getOrDefault(endpoint, endpoint);
    Gateway gateway =
        switch (endpoint.type()) {
          case REQ -> new ReqGateway(today, context);
          case SUB -> new SubGateway(today, context);
          case REP -> new RepGateway(today, context, patient);
          case PUSH, PUB -> new SendGateway(today, context, patient);
          case PULL -> new PullGateway(today, context, patient);
          case DEALER ->
              endpoint.connections() == Connections.OWN
                  ? new LineGateway(today, context, patient)
                  : new DealerGateway(today, context, patient);
          case PAIR -> new LineGateway(today, context, patient);
        };
    Open open = new Open(gateway, endpoint.sockets());
    gateways.put(endpoint, open);
    context.openGateways().addAndGet(open.sockets);
    context.counters().add(Counter.GATEWAYS_OPENED, open.sockets);
    return gateway;
  }

  void onRequest(CallerSeat seat, int id, List<byte[]> parts, long millis, Charge charge) {
    Open open = gateways.get(seat.endpoint());
    if (drained == null && open != null) {
      ((ReqGateway) open.gateway).onRequest(seat, id, parts, millis, charge);
    } else {
      seat.refuse(id, drained == null ? Outcome.NOT_CONNECTED : Outcome.SHUTDOWN, charge);
    }
  }

  void onCancel(CallerSeat seat, int id) {
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      ((ReqGateway) open.gateway).onCancel(seat, id);
    }
  }

  /** Has a subscriber's gateway do something, if it is open. */
  void at(SubscriberSeat seat, Consumer<SubGateway> what) {
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      what.accept((SubGateway) open.gateway);
    }
  }

  void onAnswer(ResponderSeat seat, int id, List<byte[]> parts) {
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      ((RepGateway) open.gateway).onAnswer(seat, id, parts);
    } else {
      seat.unroutable();
    }
  }

  void onFailed(ResponderSeat seat, int id, String text) {
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      ((RepGateway) open.gateway).onFailed(seat, id, text);
    } else {
      seat.unroutable();
    }
  }

  void onOverflow(ResponderSeat seat, int id) {
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      ((RepGateway) open.gateway).onOverflow(seat, id);
    }
  }

  void onTakesMore(ResponderSeat seat) {
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      ((RepGateway) open.gateway).onTakesMore(seat);
    }
  }

  void onSend(MessengerSeat seat, UnsentMessage message) {
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      ((MessageGateway) open.gateway).onSend(seat, message);
    } else {
      message.abandon(seat.meters());
    }
  }

  void onWithdrawn(MessengerSeat seat) {
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      ((MessageGateway) open.gateway).onWithdrawn(seat);
    }
  }

  void onForgone(MessengerSeat seat, int bytes) {
    seat.ended(bytes, context.limits());
  }

  void onAllowed(MessengerSeat seat) {
    Open open = gateways.get(seat.endpoint());
    if (open != null && seat.isSeated()) {
      ((MessageGateway) open.gateway).onAllowed(seat);
    }
  }

  void onLeave(Seat seat) {
    if (seat.hasJoined()) {
      context.counters().increment(Counter.SOCKETS_CLOSED);
    }
    Open open = gateways.get(seat.endpoint());
    if (open != null) {
      seat.getUp(open.gateway);
    }
  }

  void onTick(long now) {
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

  /** How many requests of callers had no outcome at the last tick; for any thread. */
  int requests() {
    return requests;
  }

  /** How many asks had no answer at the last tick; for any thread. */
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

  void onDrain(CompletableFuture<Void> done) {
    drained = done;
    gateways.values().forEach(open -> open.gateway.drain());
    countUnderWay();
  }

  void onClose(CompletableFuture<Void> done) {
    drained = drained == null ? done : drained;
    gateways.values().forEach(open -> loop.guarded(() -> shut(open)));
    gateways.clear();
    done.complete(null);
  }
}
