package org.zmqwebbridge.zws;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zmqwebbridge.auth.Approvals;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.rate.RateLimiter;
import org.zmqwebbridge.zws.wire.Frame;
import org.zmqwebbridge.zws.wire.FrameCodec;
import org.zmqwebbridge.zws.wire.Rule;

/**
 * One ZWS connection, which is one socket at one endpoint: its greeting, the hook's answer, its
 * seat, and then its messages.
 *
 * <p>Owner thread: the connection's edge callbacks; a hook's answer comes on a worker and a
 * gateway's on its loop. Its own lock is held for what of these may cross. Lifetime: the
 * connection's; what a client has sent before it left goes on ({@link Inbox}).
 */
final class ZwsSession implements ConnectionHandler, Frame.Handler {
  /** What it takes to keep a message, beside its bytes. */
  private static final int BYTES_BESIDE = 64;

  private final Connection connection;
  private final EndpointSpec endpoint;
  private final ZwsContext context;
  private final RequestBudget budget;
  private final RateLimiter rate;
  private final Approvals approvals;
  private final Greeting greeting;
  private final Assembly assembly;
  private final Inbox inbox;
  private final AtomicBoolean broken = new AtomicBoolean();
  private ZwsSocket socket; // null until it is allowed; its lock's
  private boolean joining; // its lock's
  private boolean ended; // its lock's

  /** Greets the client. */
  ZwsSession(
      Connection connection,
      EndpointSpec endpoint,
      Mechanism mechanism,
      Grant admission,
      ZwsContext context) {
    ZwsLimits limits = context.limits();
    this.connection = connection;
    this.endpoint = endpoint;
    this.context = context;
    this.budget =
        new RequestBudget(
            Integer.MAX_VALUE, // bounded by the sockets themselves
            limits.maxRequestBytes(),
            context.requestBytes(),
            connection::readOn);
    this.rate = context.rates().of(admission.principal(), connection::readOn);
    this.approvals =
        new Approvals(connection, admission, context.gatekeeper(), context.leases(), rate);
    this.assembly = new Assembly(limits, budget);
    this.inbox = new Inbox(limits.maxRequestBytes(), connection::readOn);
    this.greeting =
        new Greeting(this, mechanism, Pairing.of(endpoint.type()).orElseThrow(), System.nanoTime());
    greeting.begin();
  }

  Connection connection() {
    return connection;
  }

  EndpointSpec endpoint() {
    return endpoint;
  }

  ZwsContext context() {
    return context;
  }

  ZwsLimits limits() {
    return context.limits();
  }

  Inbox inbox() {
    return inbox;
  }

  @Override
  public Occupant occupant() {
    return new Occupant(
        "ZWS", approvals.admission().principal(), List.of(endpoint.type() + " " + endpoint.name()));
  }

  // In

  @Override
  public void onText(ByteBuffer utf8) {
    broke(Rule.BINARY_ONLY);
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    rate.spend();
    FrameCodec.decode(payload).dispatch(this);
  }

  @Override
  public void onBroken(Frame.Broken broken) {
    broke(broken.rule());
  }

  @Override
  public void onCommand(Frame.Command command) {
    if (greeting.isOver()) {
      broke(Rule.COMMAND_MISPLACED);
    } else {
      greeting.onCommand(command);
    }
  }

  @Override
  public void onPart(Frame.Part part) {
    if (!greeting.isOver()) {
      greeting.onPart(part);
      return;
    }
    Optional<Rule> broken = assembly.add(part);
    if (broken.isPresent()) {
      broke(broken.get());
    } else if (!part.more()) {
      onMessage(assembly.take());
    }
  }

  private void onMessage(List<byte[]> parts) {
    int bytes = Assembly.bytes(parts) + BYTES_BESIDE;
    Charge charge = budget.tryBeginMessage(bytes);
    if (charge == null || !inbox.put(new Inbox.Message(parts, bytes, charge))) {
      broke(Rule.TOO_MUCH_WAITING);
    }
  }

  @Override
  public boolean isFull() {
    return budget.isFull() || rate.isOver() || inbox.isWaiting();
  }

  @Override
  public void onTick(long now) {
    if (greeting.isLate(now)) {
      broke(Rule.GREETING_LATE);
    }
  }

  /** The client has broken a rule; its connection ends. */
  void broke(Rule rule) {
    if (!broken.compareAndSet(false, true)) {
      return;
    }
    inbox.end();
    context.counters().increment(Faults.counter(rule));
    String text = rule.word() + ": " + rule.text();
    CloseStatus status = new CloseStatus(rule.code(), text).ofConnection(connection.id());
    connection.close(status, "ZWS client of " + endpoint.name() + " closed for " + text);
  }

  // Its socket

  /** Who the client is may be asked now. */
  void ask(Map<String, Object> fields) {
    approvals
        .ask(endpoint.type(), endpoint.name(), endpoint.addresses().toString(), "", fields)
        .thenAccept(this::onDecision);
  }

  /** Its greeting is done but for the hook's answer: what it sends from now on are messages. */
  void onIntroduced() {
    inbox.begin();
  }

  private void onDecision(Optional<Grant> granted) {
    ZwsSocket allowed = ZwsSocket.of(this);
    if (granted.isEmpty() || !allowed.allow(approvals.within(granted.get()))) {
      deny();
      return;
    }
    approvals.keep(granted.get());
    synchronized (this) {
      socket = allowed;
    }
    greeting.onAllowed();
  }

  private void deny() {
    context.counters().increment(Counter.ZWS_DENIED);
    greeting.onDenied();
    connection.close(CloseReason.FORBIDDEN);
    leave();
  }

  /** It is allowed, and its greeting is over. */
  synchronized void join() {
    if (!ended) {
      joining = true;
      socket.seat().join();
    }
  }

  /** It has its seat. */
  void onJoined(ZwsSocket seated) {
    inbox.open(seated);
  }

  /** Its gateway has no seat for it. */
  void onRefused(JoinError error) {
    synchronized (this) {
      joining = false;
    }
    context.counters().increment(error.counter());
    CloseStatus status =
        error == JoinError.NOT_ALLOWED
            ? CloseReason.FORBIDDEN.status()
            : new CloseStatus(CloseReason.OVERLOADED.status().code(), error.code());
    connection.close(
        status.ofConnection(connection.id()),
        "ZWS client of " + endpoint.name() + " refused: " + error.code());
    leave();
  }

  @Override
  public Optional<CloseReason> reconsider() {
    return context.gateways().serves(endpoint)
        ? approvals.objection()
        : Optional.of(CloseReason.ENDPOINT_GONE);
  }

  @Override
  public void onClosed(CloseStatus status) {
    approvals.end();
    assembly.end();
    boolean sendsOn = endpoint.type().sendsMessages() && endpoint.type() != SocketType.PAIR;
    if (!sendsOn || !inbox.endAfterHeld(this::leave)) {
      leave();
    }
  }

  private void leave() {
    inbox.end();
    ZwsSocket seated;
    synchronized (this) {
      seated = joining && !ended ? socket : null;
      ended = true;
    }
    if (seated != null) {
      seated.seat().leave();
    }
  }
}
