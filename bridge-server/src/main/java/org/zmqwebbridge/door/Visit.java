package org.zmqwebbridge.door;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Lease;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Member;
import org.zmqwebbridge.gateway.Notice;
import org.zmqwebbridge.gateway.Seat;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.rate.RateLimiter;

/**
 * One request at a door. It is asked what a page is asked, in the same order: may it come in, is
 * there such an endpoint, may it open that. Only then is its body read.
 *
 * <p>Owner thread: none; the edge's callbacks, a worker that brings a hook's answer, and the loop
 * follow on each other, and whoever ends it first has ended it. Lifetime: its exchange's.
 */
abstract class Visit implements ExchangeHandler, Member {
  private static final Logger log = LoggerFactory.getLogger(Visit.class);

  private final Exchange exchange;
  private final DoorContext context;
  private final Doors door;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Lease lease; // null: nothing can be taken away
  private volatile Seat seat; // null until it sits
  private volatile EndpointSpec endpoint;
  private volatile MessageFormat format;

  Visit(Exchange exchange, DoorContext context, Doors door) {
    this.exchange = exchange;
    this.context = context;
    this.door = door;
  }

  Exchange exchange() {
    return exchange;
  }

  DoorContext context() {
    return context;
  }

  EndpointSpec endpoint() {
    return endpoint;
  }

  // The hooks

  @Override
  public void onOpen() {
    watch(context.gatekeeper().admits(exchange.head().asHandshake()).thenAccept(this::onAdmission));
  }

  /** What goes wrong in a stage must not leave a client without an answer. */
  private void watch(CompletionStage<Void> stage) {
    CompletionStage<Void> unused =
        stage.exceptionally(
            bug -> {
              context
                  .counters()
                  .line(
                      LineKind.DIALECT_FAILED,
                      bug,
                      (more, trace) -> log.error("{}: failed{}", this, more, trace));
              finish(Replies.BROKEN);
              return null;
            });
  }

  private void onAdmission(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      find(allowed.grant());
    } else {
      context.counters().increment(Counter.DOORS_DENIED);
      finish(
          HttpAnswer.refusal(
              decision instanceof Decision.Denied denied
                  ? denied.told()
                  : CloseReason.UNDECIDABLE));
    }
  }

  private void find(Grant admission) {
    RateLimiter rate = context.rates().of(admission.principal(), () -> {});
    rate.spend();
    if (rate.isOver()) {
      finish(Replies.TOO_FAST);
      return;
    }
    String path = exchange.head().path();
    if (path.length() < door.prefix().length()) {
      finish(Replies.WELCOME);
      return;
    }
    String name = path.substring(door.prefix().length());
    door.find(name, context.gateways().directory())
        .ifPresentOrElse(found -> ask(admission, found), this::refuseDoor);
  }

  private void refuseDoor() {
    context.counters().increment(Counter.DOORS_DENIED);
    finish(Replies.NO_DOOR);
  }

  private void ask(Grant admission, EndpointSpec found) {
    endpoint = found;
    ZmqRequest question =
        new ZmqRequest(
            exchange.id(),
            exchange.head().asHandshake(),
            admission,
            found.type(),
            found.name(),
            found.where(),
            "",
            Map.of());
    watch(
        context
            .gatekeeper()
            .allows(question)
            .thenAccept(
                granted ->
                    granted.ifPresentOrElse(
                        grant -> enter(grant.and(admission)), this::refuseDoor)));
  }

  private void enter(Grant grant) {
    hold(grant);
    if (allow(grant)) {
      proceed();
    } else {
      refuseDoor();
    }
  }

  /** It may: the message is asked for. */
  void proceed() {
    Optional<MessageFormat> said = MessageFormat.of(exchange.head());
    if (said.isEmpty()) {
      refuse(Counter.DOORS_MALFORMED, Replies.MEDIA_TYPE);
    } else {
      format = said.get();
      exchange.readBody(format.maxBodyBytes(maxMessageBytes(), context.limits().maxParts()));
    }
  }

  /** What was granted may be taken away while an answer is awaited. */
  private void hold(Grant grant) {
    if (grant.principal().isPresent() || grant.expiry().isPresent()) {
      lease = context.leases().open(grant, reason -> finish(HttpAnswer.refusal(reason)));
      lease.confirm();
      if (ended.get()) {
        lease.close();
      }
    }
  }

  /** Whether what is granted is of any use here. */
  abstract boolean allow(Grant grant);

  int maxMessageBytes() {
    return Math.min(context.limits().maxMessageBytes(), endpoint.maxSentBytes());
  }

  // The message

  @Override
  public void onBody(byte[] body) {
    Optional<List<byte[]>> parts = format.read(body);
    if (parts.isEmpty()) {
      refuse(Counter.DOORS_MALFORMED, Replies.NO_PARTS);
    } else if (parts.get().size() > context.limits().maxParts()
        || bytes(parts.get()) > maxMessageBytes()) {
      refuse(Counter.BODIES_TOO_LARGE, Replies.TOO_LARGE);
    } else {
      onMessage(parts.get());
    }
  }

  static int bytes(List<byte[]> parts) {
    int bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    return bytes;
  }

  /** The message is there, and within its limits. */
  abstract void onMessage(List<byte[]> parts);

  /** Sits down at the endpoint's gateway. */
  void sit(Seat taken) {
    seat = taken;
    taken.join();
    if (ended.get()) {
      taken.leave();
    }
  }

  // The end

  void refuse(Counter counter, HttpAnswer answer) {
    context.counters().increment(counter);
    finish(answer);
  }

  /** Answers, unless it has ended already. */
  void finish(HttpAnswer answer) {
    if (end()) {
      boolean unused = exchange.answer(answer);
    }
  }

  @Override
  public void onGone() {
    boolean unused = end();
  }

  boolean hasEnded() {
    return ended.get();
  }

  /** Lets go of all that it has; whether it had not ended before. */
  boolean end() {
    boolean first = ended.compareAndSet(false, true);
    if (first) {
      Lease held = lease;
      if (held != null) {
        held.close();
      }
      Seat taken = seat;
      if (taken != null) {
        taken.leave();
      }
    }
    return first;
  }

  // As a member of a gateway

  @Override
  public long connectionId() {
    return exchange.id();
  }

  @Override
  public int number() {
    return 1;
  }

  @Override
  public void refused(JoinError error) {
    context.counters().increment(error.counter());
    finish(Replies.of(error));
  }

  @Override
  public boolean wantsNotices() {
    return false;
  }

  @Override
  public void notice(Notice notice, long count) {}

  @Override
  public String toString() {
    return "exchange " + exchange.id();
  }
}
