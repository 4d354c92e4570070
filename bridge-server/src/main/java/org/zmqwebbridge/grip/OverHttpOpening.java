package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Answered;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.grip.wire.Header;
import org.zmqwebbridge.grip.wire.InstructHeaders;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.grip.wire.SocketEvent;
import org.zmqwebbridge.grip.wire.SocketReply;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * Asks an origin by a request whether a client may come in over a WebSocket. One that says when it
 * wants to be asked again, and nothing else, has not decided yet.
 *
 * <p>Owner thread: none; the origin's answers come one at a time. Lifetime: until it has decided,
 * or has had too long for it.
 */
final class OverHttpOpening implements SocketTalk.Listener, SocketOrigin {
  private final GripRoute route;
  private final Grant grant;
  private final GripContext context;
  private final SocketHead head;
  private final SocketTalk talk;
  private final CompletableFuture<Admission> decision = new CompletableFuture<>();
  private volatile Future<?> late; // null until it is undecided
  private volatile Future<?> again; // when it is asked again; null: it is not

  OverHttpOpening(Handshake handshake, GripRoute route, Grant grant, GripContext context) {
    this.route = route;
    this.grant = grant;
    this.context = context;
    this.head = new SocketHead(handshake, route, context);
    this.talk = new SocketTalk(head, context);
  }

  CompletionStage<Admission> begin() {
    talk.open(this);
    return decision;
  }

  @Override
  public void said(SocketReply reply, OriginResponse whole) {
    List<SocketEvent> events = reply.events();
    if (decision.isDone()) {
      talk.next(); // with what it is told at the end
      return;
    }
    if (events.isEmpty() && reply.keepAliveSeconds().orElse(0) > 0) {
      wait(reply.keepAliveSeconds().get());
      return;
    }
    forgetWait();
    if (events.isEmpty() || events.get(0).type() != SocketEvent.Type.OPEN) {
      talk.end();
      context.count(Counter.GRIP_MALFORMED);
      failed(
          new OriginFailure(
              OriginFailure.Kind.BROKEN, "its answer to OPEN does not begin with OPEN"),
          null);
      return;
    }
    try {
      decision.complete(new In(reply, whole));
    } catch (IllegalArgumentException wrong) {
      talk.end();
      context.count(Counter.GRIP_MALFORMED);
      failed(new OriginFailure(OriginFailure.Kind.BROKEN, wrong.getMessage()), null);
    }
  }

  // An origin that has not decided

  private void wait(int seconds) {
    if (late == null) {
      context.sockets().add(head.id(), this);
      late =
          context.timer().schedule(this::giveUp, context.undecidedMillis(), TimeUnit.MILLISECONDS);
    }
    again = context.timer().schedule(talk::refresh, seconds, TimeUnit.SECONDS);
    talk.next();
  }

  /** Its client has left: its origin is told, after what it is being asked. */
  void leave() {
    forgetWait();
    boolean unused = decision.cancel(false);
    talk.tellLast(SocketEvent.of(SocketEvent.Type.DISCONNECT));
  }

  private void giveUp() {
    forgetWait();
    OriginFailure failure =
        new OriginFailure(OriginFailure.Kind.LATE, "it has not decided about a WebSocket in time");
    context.originFailed(talk.target(), failure);
    failed(failure, null);
    talk.tellLast(SocketEvent.of(SocketEvent.Type.DISCONNECT));
  }

  private void forgetWait() {
    Future<?> end = late;
    Future<?> next = again;
    if (end != null) {
      end.cancel(false);
      context.sockets().remove(head.id());
    }
    if (next != null) {
      next.cancel(false);
    }
  }

  /** Somebody knows that it has decided. */
  @Override
  public void refresh() {
    Future<?> next = again;
    if (next != null) {
      next.cancel(false);
    }
    talk.refresh();
  }

  @Override
  public void detach() {
    // nobody is there yet
  }

  // Its answer

  @Override
  public void failed(OriginFailure why, OriginResponse said) {
    forgetWait();
    if (said != null) {
      decision.complete(told(said));
      return;
    }
    int status = why.kind() == OriginFailure.Kind.LATE ? 504 : 502;
    decision.complete(
        GripUpgrader.answered(ProxyErrors.answer(status, why, route.options().isDebug())));
  }

  /** The origin answers by HTTP, which its client may read. */
  private Admission told(OriginResponse said) {
    List<Header> kept =
        said.headers().stream().filter(field -> !InstructHeaders.isOurs(field)).toList();
    try {
      return new Answered(
          ClientHead.of(new OriginResponse(said.code(), said.reason(), kept, said.body())),
          said.body());
    } catch (IllegalArgumentException wrong) {
      return GripUpgrader.answered(
          ProxyErrors.answer(
              502,
              new OriginFailure(OriginFailure.Kind.BROKEN, wrong.getMessage()),
              route.options().isDebug()));
    }
  }

  @Override
  public void hasRoom() {
    // nothing comes before it is open
  }

  /** A client that the origin has let in. */
  private final class In implements Entry {
    private final SocketReply reply;
    private final SocketAgreement agreement;
    private final Future<?> late;

    In(SocketReply reply, OriginResponse whole) {
      this.reply = reply;
      this.agreement =
          SocketAgreement.of(
              whole.headers().stream()
                  .map(field -> new HeaderField(field.name(), field.value()))
                  .toList());
      this.late =
          SocketAgreement.whenLate(
              context,
              () -> {
                talk.tellLast(SocketEvent.of(SocketEvent.Type.DISCONNECT));
                talk.next();
              });
    }

    @Override
    public Optional<String> subprotocol() {
      return agreement.subprotocol();
    }

    @Override
    public List<HeaderField> headers() {
      return agreement.headers();
    }

    @Override
    public ConnectionHandler onOpen(Connection connection) {
      late.cancel(false);
      SocketGuest guest = new SocketGuest(route, talk.target(), grant);
      OverHttpSession session =
          new OverHttpSession(
              connection, guest, talk, reply, () -> context.sockets().remove(head.id()), context);
      context.sockets().add(head.id(), session);
      return session;
    }
  }
}
