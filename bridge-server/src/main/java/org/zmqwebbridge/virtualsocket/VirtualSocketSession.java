package org.zmqwebbridge.virtualsocket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Outcome;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.rate.RateLimiter;
import org.zmqwebbridge.virtualsocket.wire.ClientFrame;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.ServerFrame;

/**
 * One connection's virtual sockets: decodes frames, finds the socket, and passes on. {@link
 * Connecting} opens them.
 *
 * <p>Owner thread: the connection's edge callbacks; a hook's answer comes on a worker and a
 * gateway's refusal on the loop, and both touch only {@link SocketTable}, which has a lock.
 * Lifetime: as long as the connection.
 */
final class VirtualSocketSession implements ConnectionHandler, ClientFrame.Handler {
  private static final Logger log = LoggerFactory.getLogger(VirtualSocketSession.class);

  private final Connection connection;
  private final VirtualSocketDialect dialect;
  private final RequestBudget budget;
  private final RateLimiter rate;
  private final SocketTable sockets;
  private final Connecting connecting;

  VirtualSocketSession(Connection connection, Grant admission, VirtualSocketDialect dialect) {
    VirtualSocketLimits limits = dialect.limits();
    this.connection = connection;
    this.dialect = dialect;
    this.budget =
        new RequestBudget(
            limits.maxRequestsInFlight(),
            limits.maxRequestBytes(),
            dialect.requestBytes(),
            connection::readOn);
    this.rate = dialect.rates().of(admission.principal(), connection::readOn);
    this.sockets = new SocketTable(limits, budget);
    this.connecting = new Connecting(this, admission, dialect, sockets, rate);
  }

  Connection connection() {
    return connection;
  }

  RequestBudget budget() {
    return budget;
  }

  /** The connection's name for the log. */
  ConnectionId connectionId() {
    return new ConnectionId(connection.id());
  }

  @Override
  public void onText(ByteBuffer utf8) {
    rate.spend();
    ClientFrame frame;
    try {
      frame = OriginalWire.decode(utf8);
    } catch (MalformedTextException malformed) {
      count(Counter.MESSAGES_MALFORMED);
      dialect
          .counters()
          .line(
              LineKind.MESSAGE_MALFORMED,
              more -> log.info("{}: closing: {}{}", connectionId(), malformed.getMessage(), more));
      close(OriginalClose.BAD_MESSAGE);
      return;
    }
    frame.dispatch(this);
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    count(Counter.MESSAGES_BINARY);
    close(OriginalClose.BINARY_MESSAGE);
  }

  private void close(OriginalClose why) {
    connection.close(why.status(connection.id()), why.operatorText());
  }

  @Override
  public boolean isFull() {
    return budget.isFull() || rate.isOver();
  }

  @Override
  public Occupant occupant() {
    List<String> open =
        sockets.open().stream()
            .map(socket -> socket.type() + " " + socket.endpoint().name())
            .toList();
    return new Occupant("virtual sockets", connecting.principal(), open);
  }

  @Override
  public void onConnect(ClientFrame.Connect frame) {
    connecting.onConnect(frame);
  }

  @Override
  public Optional<CloseReason> reconsider() {
    boolean gone =
        sockets.open().stream().anyMatch(socket -> !dialect.gateways().serves(socket.endpoint()));
    return gone ? Optional.of(CloseReason.ENDPOINT_GONE) : connecting.objection();
  }

  /** The hook or the gateway refused a socket: its identity is free again. */
  void onRefused(VirtualSocket socket, JoinError error) {
    sockets
        .beginRefusal(socket)
        .ifPresent(
            refusal -> {
              refuse(socket.identity(), error, socket.toString());
              for (int held = sockets.endRefusal(refusal); held > 0; held--) {
                socket.failRefused();
              }
            });
  }

  @Override
  public void onMessage(ClientFrame.Message frame) {
    SocketTable.Verdict verdict = sockets.pass(frame.identity(), frame.content());
    switch (verdict.fate()) {
      case HELD -> {}
      case UNKNOWN -> unknown(frame.identity());
      case OPEN -> verdict.socket().send(frame.content(), null);
    }
  }

  private void unknown(String identity) {
    Outcome outcome = Outcome.NOT_CONNECTED;
    count(outcome.counter());
    send(new ServerFrame.Failed(identity, outcome.code(), outcome.text()));
  }

  /** Passes on what has waited for its connect. */
  void passHeld(VirtualSocket socket, Held held) {
    if (held instanceof Held.Message message) {
      socket.send(message.content(), message.charge());
    } else {
      count(Counter.HELD_FRAMES_OVERFLOWED);
      socket.fail(Outcome.OVERFLOW);
    }
  }

  /** A page has sent something to a socket that takes nothing, or not that. */
  void ignore() {
    count(Counter.MESSAGES_IGNORED);
  }

  /** Tells the page that a connect was refused, and the log why. */
  void refuse(String identity, JoinError error, String why) {
    dialect
        .counters()
        .line(
            LineKind.CONNECT_REFUSED,
            more ->
                log.info("{}: connect refused: {}: {}{}", connectionId(), error.code(), why, more));
    count(error.counter());
    send(new ServerFrame.Refused(identity, error.code(), error.text(), connection.id()));
  }

  private void send(ServerFrame frame) {
    connection.send(OutgoingMessage.text(OriginalWire.encode(frame)));
  }

  private void count(Counter counter) {
    dialect.counters().increment(counter);
  }

  @Override
  public void onClosed(CloseStatus status) {
    connecting.end();
    sockets.end().forEach(socket -> socket.seat().leave());
  }
}
