package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Answered;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginSocket;
import org.zmqwebbridge.origin.OriginSocketListener;

/**
 * Opens a WebSocket to an origin for a client that wants one; where an origin cannot be reached,
 * the next is asked.
 *
 * <p>Owner thread: none; what the origin says comes one at a time. Lifetime: until the client is in
 * or out; from then on its session hears what the origin says.
 */
final class PassedOpening implements OriginSocketListener {
  private final Handshake handshake;
  private final GripRoute route;
  private final Grant grant;
  private final GripContext context;
  private final CompletableFuture<Admission> decision = new CompletableFuture<>();
  private int next;
  private volatile Target target;
  private volatile OriginSocket socket;
  private volatile boolean hasLeft;
  private volatile PassedSession session; // null until the client is in

  /**
   * @param route its targets speak WebSocket
   */
  PassedOpening(Handshake handshake, GripRoute route, Grant grant, GripContext context) {
    this.handshake = handshake;
    this.route = route;
    this.grant = grant;
    this.context = context;
  }

  CompletionStage<Admission> begin() {
    ask();
    return decision;
  }

  /** Its client has left. */
  void leave() {
    hasLeft = true;
    OriginSocket under = socket;
    if (under != null) {
      under.abort();
    }
  }

  private void ask() {
    target = route.targets().get(next);
    String extensions = route.options().isPlain() ? "" : "grip";
    OriginSocket opened =
        context
            .socketPort()
            .open(
                target,
                new OriginMessages(handshake, route, context)
                    .socket(
                        target, List.of(new HeaderField("Sec-WebSocket-Extensions", extensions))),
                context.limits().maxSocketResponseBytes(),
                this);
    socket = opened;
    opened.begin();
    if (hasLeft) {
      opened.abort();
    }
  }

  // What the origin says

  @Override
  public void onOpen(List<HeaderField> headers) {
    decision.complete(new In(headers));
  }

  @Override
  public void onRefused(ResponseHead head, byte[] body) {
    decision.complete(new Answered(ClientHead.of(ClientHead.withoutGrip(head)), body));
  }

  @Override
  public void onMessage(boolean isText, byte[] bytes) {
    session.fromOrigin(isText, bytes);
  }

  @Override
  public void onPing(byte[] bytes) {
    socket.pong(bytes, socket::more);
  }

  @Override
  public void onPong(byte[] bytes) {
    socket.more();
  }

  @Override
  public void onClosed(CloseStatus status) {
    PassedSession open = session;
    if (open != null) {
      open.closedByOrigin(status);
    }
  }

  @Override
  public void onFailed(OriginFailure failure) {
    PassedSession open = session;
    if (open != null) {
      open.failed(failure);
    } else if (!hasLeft && failure.isUnsent() && next + 1 < route.targets().size()) {
      next++;
      ask();
    } else {
      context.originFailed(target, failure);
      int status = failure.kind() == OriginFailure.Kind.LATE ? 504 : 502;
      decision.complete(
          GripUpgrader.answered(ProxyErrors.answer(status, failure, route.options().isDebug())));
    }
  }

  /** A client that the origin has let in. */
  private final class In implements Entry {
    private final SocketAgreement agreement;
    private final Future<?> late;

    In(List<HeaderField> headers) {
      this.agreement = SocketAgreement.of(headers);
      this.late = SocketAgreement.whenLate(context, socket::abort);
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
      SocketGuest guest = new SocketGuest(route, target, grant);
      PassedSession opened =
          new PassedSession(connection, guest, socket, agreement.prefix(), context);
      session = opened;
      opened.begin();
      return opened;
    }
  }
}
