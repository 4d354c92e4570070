package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.zmqwebbridge.auth.Approvals;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.rate.RateLimiter;
import org.zmqwebbridge.virtualsocket.wire.ClientFrame;
import org.zmqwebbridge.virtualsocket.wire.ConnectOptions;

/**
 * The connects of one connection: reads what a page wants to open, asks the hook, and has the
 * socket join its gateway; and what the connection was granted by all of them.
 *
 * <p>Owner thread: the connection's edge callbacks; a hook's answer comes on a worker. Lifetime:
 * its session's.
 */
final class Connecting {
  private final VirtualSocketSession session;
  private final Connection connection;
  private final VirtualSocketDialect dialect;
  private final SocketTable sockets;
  private final Approvals approvals;
  private int socketsEver; // the edge callbacks'

  Connecting(
      VirtualSocketSession session,
      Grant admission,
      VirtualSocketDialect dialect,
      SocketTable sockets,
      RateLimiter rate) {
    this.session = session;
    this.connection = session.connection();
    this.dialect = dialect;
    this.sockets = sockets;
    this.approvals =
        new Approvals(connection, admission, dialect.gatekeeper(), dialect.leases(), rate);
  }

  /** Whom the connection was admitted as. */
  Optional<String> principal() {
    return approvals.admission().principal();
  }

  void onConnect(ClientFrame.Connect frame) {
    if (dialect.gateways().isDraining()) {
      refuse(frame, JoinError.UNAVAILABLE, "while the bridge is stopping");
      return;
    }
    if (isTooLong(frame.content())) {
      refuse(frame, JoinError.LIMIT, "longer than limits.maxConnectBytes");
      return;
    }
    try {
      ConnectOptions options = ConnectOptions.parse(frame.content());
      if (options.filter().getBytes(UTF_8).length > dialect.limits().maxFilterBytes()) {
        refuse(frame, JoinError.LIMIT, "a longer filter than limits.maxFilterBytes");
        return;
      }
      find(options)
          .ifPresentOrElse(
              endpoint -> ask(frame, options, endpoint),
              () -> refuseUnknown(frame, Printable.cut(options.target())));
    } catch (MalformedTextException | IllegalArgumentException malformed) {
      refuse(frame, JoinError.MALFORMED, malformed.getMessage());
    }
  }

  private void refuseUnknown(ClientFrame.Connect frame, String target) {
    refuse(frame, JoinError.NOT_ALLOWED, "no such endpoint: " + target);
  }

  private void refuse(ClientFrame.Connect frame, JoinError error, String why) {
    session.refuse(frame.identity(), error, why);
  }

  private boolean isTooLong(String content) {
    return content != null && content.length() > dialect.limits().maxConnectBytes();
  }

  private Optional<EndpointSpec> find(ConnectOptions options) throws MalformedTextException {
    SocketType type =
        SocketType.ofWireNumber(options.socketType())
            .orElseThrow(() -> new MalformedTextException("socket_type is not 2, 3 or 4"));
    return dialect
        .gateways()
        .directory()
        .find(options.target(), type)
        .filter(endpoint -> endpoint.opens(Door.WEBSOCKET));
  }

  private void ask(ClientFrame.Connect frame, ConnectOptions options, EndpointSpec endpoint) {
    Charge charge = session.budget().tryBegin(frame.content().length());
    if (charge == null) { // the hook's question is kept until it is answered
      refuse(frame, JoinError.LIMIT, "with too much in flight");
      return;
    }
    VirtualSocket socket =
        VirtualSocket.open(session, opening(frame, options, endpoint), dialect.gateways());
    Optional<JoinError> refusal = sockets.claim(socket);
    if (refusal.isPresent()) {
      charge.end();
      refuse(frame, refusal.get(), "on this connection");
      return;
    }
    approvals
        .ask(
            endpoint.type(),
            endpoint.name(),
            endpoint.addresses().toString(),
            options.filter(),
            options.fields())
        .thenAccept(
            granted -> {
              charge.end();
              onDecision(socket, granted);
            });
  }

  private VirtualSocket.Opening opening(
      ClientFrame.Connect frame, ConnectOptions options, EndpointSpec endpoint) {
    return new VirtualSocket.Opening(
        ++socketsEver,
        frame.identity(),
        options.filter(),
        options.reclaim(),
        options.notices(),
        endpoint);
  }

  /** The hook has answered. */
  private void onDecision(VirtualSocket socket, Optional<Grant> granted) {
    if (granted.isEmpty() || !socket.allow(approvals.within(granted.get()))) {
      session.onRefused(socket, JoinError.NOT_ALLOWED);
      return;
    }
    approvals.keep(granted.get());
    sockets.allow(socket, () -> socket.seat().join(), held -> session.passHeld(socket, held));
  }

  /** Whether what it has been granted is worth nothing by the hooks of today. */
  Optional<CloseReason> objection() {
    return approvals.objection();
  }

  /** The connection has ended. */
  void end() {
    approvals.end();
  }
}
