package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.ConnectionGrants;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.rate.RateLimiter;
import org.zmqwebbridge.virtualsocket.wire.Answer;
import org.zmqwebbridge.virtualsocket.wire.ClientFrame;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.ConnectOptions;
import org.zmqwebbridge.virtualsocket.wire.JsonText;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.RequestError;
import org.zmqwebbridge.virtualsocket.wire.ServerFrame;

/**
 * One connection's virtual sockets: decodes frames, finds the socket, and acts.
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
  private final SocketTable sockets;
  private final ConnectionGrants tenure;
  private final RateLimiter rate;
  private final AtomicInteger socketsEver = new AtomicInteger();
  private volatile boolean ended;

  VirtualSocketSession(Connection connection, Grant admission, VirtualSocketDialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    this.budget = new RequestBudget(dialect.limits(), dialect.requestBytes(), connection::readOn);
    this.sockets = new SocketTable(dialect.limits(), budget);
    this.tenure = new ConnectionGrants(connection, admission, dialect.leases());
    this.rate = dialect.rates().of(admission.principal(), connection::readOn);
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

  boolean hasEnded() {
    return ended;
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
  public void onConnect(ClientFrame.Connect frame) {
    if (dialect.gateways().isDraining()) {
      refuse(frame.identity(), ConnectError.UNAVAILABLE, "while the bridge is stopping");
      return;
    }
    if (isTooLong(frame.content())) {
      refuse(frame.identity(), ConnectError.LIMIT, "longer than limits.maxConnectBytes");
      return;
    }
    try {
      ConnectOptions options = ConnectOptions.parse(frame.content());
      if (options.filter().getBytes(UTF_8).length > dialect.limits().maxFilterBytes()) {
        refuse(frame.identity(), ConnectError.LIMIT, "a longer filter than limits.maxFilterBytes");
        return;
      }
      find(options)
          .ifPresentOrElse(
              endpoint -> ask(frame, options, endpoint),
              () -> refuseUnknown(frame, options.target()));
    } catch (MalformedTextException | IllegalArgumentException malformed) {
      refuse(frame.identity(), ConnectError.MALFORMED, malformed.getMessage());
    }
  }

  private void refuseUnknown(ClientFrame.Connect frame, String target) {
    String why = "no such endpoint: " + Printable.cut(target);
    refuse(frame.identity(), ConnectError.NOT_ALLOWED, why);
  }

  private boolean isTooLong(String content) {
    return content != null && content.length() > dialect.limits().maxConnectBytes();
  }

  private Optional<EndpointSpec> find(ConnectOptions options) throws MalformedTextException {
    SocketType type =
        SocketType.ofWireNumber(options.socketType())
            .orElseThrow(() -> new MalformedTextException("socket_type is not 2, 3 or 4"));
    return dialect.gateways().directory().find(options.target(), type);
  }

  private void ask(ClientFrame.Connect frame, ConnectOptions options, EndpointSpec endpoint) {
    GatewayShard shard = dialect.gateways().shardOf(endpoint);
    if (shard == null) { // a reload took it out, a moment ago
      refuse(frame.identity(), ConnectError.NOT_ALLOWED, "no such endpoint");
      return;
    }
    int bytes = frame.content().length();
    if (!budget.tryBegin(bytes)) { // the hook's question is kept until it is answered
      refuse(frame.identity(), ConnectError.LIMIT, "with too much in flight");
      return;
    }
    VirtualSocket socket =
        new VirtualSocket(
            this,
            socketsEver.incrementAndGet(),
            frame.identity(),
            options.filter(),
            options.reclaim(),
            options.notices(),
            endpoint,
            shard);
    Optional<ConnectError> refusal = sockets.claim(socket);
    if (refusal.isPresent()) {
      budget.end(bytes);
      refuse(frame.identity(), refusal.get(), "on this connection");
      return;
    }
    dialect
        .gatekeeper()
        .allows(question(options, endpoint))
        .thenAccept(
            granted -> {
              budget.end(bytes);
              onDecision(socket, granted);
            });
  }

  private ZmqRequest question(ConnectOptions options, EndpointSpec endpoint) {
    return new ZmqRequest(
        connection.id(),
        connection.handshake(),
        tenure.admission(),
        endpoint.type(),
        endpoint.name(),
        endpoint.addresses().toString(),
        options.filter(),
        options.fields());
  }

  /** The hook has answered. */
  private void onDecision(VirtualSocket socket, Optional<Grant> granted) {
    if (granted.isEmpty() || !socket.allow(granted.get().and(tenure.admission()))) {
      onRefused(socket, ConnectError.NOT_ALLOWED);
      return;
    }
    tenure.add(granted.get());
    objection().ifPresent(connection::close); // of a reload while the hook was asked
    granted.get().principal().ifPresent(rate::join);
    sockets.allow(
        socket, () -> socket.shard().connect(socket), content -> passHeld(socket, content));
  }

  /** Whether what it has been granted is worth anything by the hooks of today. */
  private Optional<CloseReason> objection() {
    return dialect.gatekeeper().objection(tenure.basis(), connectionId());
  }

  @Override
  public Optional<CloseReason> reconsider() {
    boolean gone =
        sockets.open().stream().anyMatch(socket -> !dialect.gateways().serves(socket.endpoint()));
    return gone ? Optional.of(CloseReason.ENDPOINT_GONE) : objection();
  }

  /** The hook or the gateway refused a socket: its identity is free again. */
  void onRefused(VirtualSocket socket, ConnectError error) {
    sockets
        .beginRefusal(socket)
        .ifPresent(
            refusal -> {
              refuse(socket.identity(), error, socket.toString());
              for (int held = sockets.endRefusal(refusal); held > 0; held--) {
                fail(socket, RequestError.NOT_CONNECTED);
              }
            });
  }

  @Override
  public void onMessage(ClientFrame.Message frame) {
    SocketTable.Verdict verdict = sockets.pass(frame.identity(), frame.content());
    switch (verdict.fate()) {
      case HELD -> {}
      case UNKNOWN -> unknown(frame.identity());
      case OPEN -> pass(verdict.socket(), frame.content());
    }
  }

  private void unknown(String identity) {
    count(Counter.REQUESTS_NOT_CONNECTED);
    send(new ServerFrame.Failed(identity, RequestError.NOT_CONNECTED));
  }

  /** Passes a message on to its socket's gateway; only queues. */
  private void pass(VirtualSocket socket, byte[] content) {
    switch (socket.endpoint().type()) {
      case REQ -> request(socket, content);
      case REP -> answer(socket, content);
      case SUB -> count(Counter.MESSAGES_IGNORED);
    }
  }

  private void request(VirtualSocket socket, byte[] content) {
    if (content == null || !isFit(socket, content)) {
      socket.shard().fail(socket, RequestError.MALFORMED);
    } else if (budget.tryBegin(content.length)) {
      socket.shard().request(socket, content);
    } else {
      socket.shard().fail(socket, RequestError.OVERFLOW);
    }
  }

  /** Whether a service may see it as a request. */
  private static boolean isFit(VirtualSocket socket, byte[] content) {
    EndpointSpec endpoint = socket.endpoint();
    return endpoint.type() == SocketType.REQ
        && (!endpoint.json() || JsonText.isWellFormed(content));
  }

  /** Passes on what has waited for its connect, and counts in the budget already. */
  private void passHeld(VirtualSocket socket, byte[] content) {
    if (content == SocketTable.REFUSED) {
      count(Counter.HELD_FRAMES_OVERFLOWED);
      socket.shard().fail(socket, RequestError.OVERFLOW);
    } else if (content != null && isFit(socket, content)) {
      socket.shard().request(socket, content);
    } else {
      budget.end(SocketTable.bytes(content));
      pass(socket, content);
    }
  }

  private void answer(VirtualSocket socket, byte[] content) {
    try {
      socket.shard().answer(socket, Answer.parse(content));
    } catch (MalformedTextException malformed) {
      socket.meters().increment(Counter.ANSWERS_UNROUTABLE);
    }
  }

  /** A message that got no further than this session has its outcome. */
  void fail(VirtualSocket socket, RequestError error) {
    if (socket.endpoint().type() != SocketType.REQ) {
      count(Counter.MESSAGES_IGNORED);
      return;
    }
    socket
        .meters()
        .increment(
            switch (error) {
              case OVERFLOW -> Counter.REQUESTS_OVERFLOWED;
              case MALFORMED -> Counter.REQUESTS_MALFORMED;
              case SHUTDOWN -> Counter.REQUESTS_SHUT_DOWN;
              default -> Counter.REQUESTS_NOT_CONNECTED;
            });
    send(new ServerFrame.Failed(socket.identity(), error));
  }

  private void refuse(String identity, ConnectError error, String why) {
    dialect
        .counters()
        .line(
            LineKind.CONNECT_REFUSED,
            more ->
                log.info("{}: connect refused: {}: {}{}", connectionId(), error.code(), why, more));
    count(
        switch (error) {
          case MALFORMED -> Counter.CONNECTS_MALFORMED;
          case NOT_ALLOWED -> Counter.CONNECTS_DENIED;
          case IN_USE -> Counter.CONNECTS_IN_USE;
          case LIMIT -> Counter.CONNECTS_OVER_LIMIT;
          case UNAVAILABLE -> Counter.CONNECTS_UNAVAILABLE;
        });
    send(new ServerFrame.Refused(identity, error, connection.id()));
  }

  private void send(ServerFrame frame) {
    connection.send(OutgoingMessage.text(OriginalWire.encode(frame)));
  }

  private void count(Counter counter) {
    dialect.counters().increment(counter);
  }

  @Override
  public void onClosed(CloseStatus status) {
    ended = true;
    tenure.end();
    sockets.end().forEach(socket -> socket.shard().leave(socket));
  }
}
