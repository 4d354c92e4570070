package org.zmqwebbridge.virtualsocket.second;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.rate.RateLimiter;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.ControlDecoder;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.ErrorPlace;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;
import org.zmqwebbridge.virtualsocket.session.Approvals;

/**
 * One connection on the second wire: decodes frames, finds the channel, and passes on. {@link
 * Opener} opens channels.
 *
 * <p>Owner thread: the connection's edge callbacks; a hook's answer comes on a worker and a
 * gateway's on its loop, and both touch only {@link ChannelTable} and {@link Downlink}. Lifetime:
 * as long as the connection.
 */
public final class SecondSession
    implements ConnectionHandler, ClientControl.Handler, DataFrame.Handler {
  private static final Logger log = LoggerFactory.getLogger(SecondSession.class);

  /** What a control frame takes of the budget while it is held, beside its place. */
  private static final int CONTROL_BYTES = 0;

  private final Connection connection;
  private final SecondWireContext context;
  private final Downlink downlink;
  private final RequestBudget budget;
  private final RateLimiter rate;
  private final ChannelTable channels;
  private final Approvals approvals;
  private final Opener opener;
  private final Allowance topics;
  private final PingPace pings;
  private final Renewal renewal;
  private final Expiries expiries;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private int textBytes; // of the text message that is being handled

  /** Says welcome. */
  public SecondSession(Connection connection, Grant admission, SecondWireContext context) {
    SessionLimits limits = context.limits();
    this.connection = connection;
    this.context = context;
    this.downlink = new Downlink(connection, limits, context.counters());
    this.budget =
        new RequestBudget(
            limits.wire().maxRequestsInFlight(),
            limits.maxRequestBytes(),
            context.requestBytes(),
            connection::readOn);
    this.rate = context.rates().of(admission.principal(), connection::readOn);
    this.channels = new ChannelTable(limits, budget);
    this.approvals =
        new Approvals(connection, admission, context.gatekeeper(), context.leases(), rate);
    this.opener = new Opener(this, context, channels, approvals);
    this.topics = new Allowance(limits.wire().maxSubscriptions());
    this.pings = new PingPace(System::nanoTime);
    this.renewal = new Renewal(this, connection, context, approvals);
    this.expiries = new Expiries(expires -> downlink.say(new ServerControl.Expiring(expires)));
    downlink.say(
        new ServerControl.Welcome(
            connection.id(), limits.heartbeatMillis(), List.of(), limits.wire()));
    expiries.add(admission.expiry(), now());
  }

  Downlink downlink() {
    return downlink;
  }

  RequestBudget budget() {
    return budget;
  }

  SessionLimits limits() {
    return context.limits();
  }

  /** For what waits for a channel's credit. */
  CreditQueue newCreditQueue() {
    return new CreditQueue(
        limits().maxMessagesAwaitingCredit(),
        limits().maxBytesAwaitingCredit(),
        connection.newShare());
  }

  /** For asks that wait for a channel's credit. */
  AskQueue newAskQueue() {
    return new AskQueue(
        limits().maxMessagesAwaitingCredit(),
        limits().maxBytesAwaitingCredit(),
        connection.newShare());
  }

  /** How many topics more this connection may have. */
  Allowance topics() {
    return topics;
  }

  /** The connection's name for the log. */
  ConnectionId connectionId() {
    return new ConnectionId(connection.id());
  }

  long connectionNumber() {
    return connection.id();
  }

  // In

  @Override
  public void onText(ByteBuffer utf8) {
    rate.spend();
    textBytes = utf8.remaining();
    ControlDecoder.decode(utf8, limits().wire()).dispatch(this);
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    rate.spend();
    DataCodec.decodeFromPage(payload, limits().wire()).dispatch(this);
  }

  @Override
  public boolean isFull() {
    return budget.isFull() || rate.isOver();
  }

  @Override
  public void onTick(long now) {
    downlink.onTick(now);
    if (!expiries.isEmpty()) {
      expiries.warn(now());
    }
  }

  @Override
  public void onOpen(ClientControl.Open frame) {
    if (channels.isTaken(frame.channel())) {
      downlink.error(WireError.CHANNEL_IN_USE, frame.channel(), Fault.NO_ID);
    } else {
      opener.open(frame, textBytes);
    }
  }

  @Override
  public void onClose(ClientControl.Close frame) {
    channels
        .find(frame.channel())
        .ifPresentOrElse(
            this::closeByPage,
            () -> downlink.error(WireError.NO_CHANNEL, frame.channel(), Fault.NO_ID));
  }

  private void closeByPage(Channel channel) {
    boolean later =
        channel.sendsOn()
            && channels.endAfterHeld(channel, (to, charge) -> close(to, WireError.CLOSED));
    if (!later) {
      close(channel, WireError.CLOSED);
    }
  }

  @Override
  public void onSubscribe(ClientControl.Subscribe frame) {
    pass(frame.channel(), Fault.NO_ID, textBytes, (to, charge) -> to.onSubscribe(frame, charge));
  }

  @Override
  public void onUnsubscribe(ClientControl.Unsubscribe frame) {
    pass(frame.channel(), Fault.NO_ID, textBytes, (to, charge) -> to.onUnsubscribe(frame, charge));
  }

  @Override
  public void onCredit(ClientControl.Credit frame) {
    pass(frame.channel(), Fault.NO_ID, CONTROL_BYTES, (to, charge) -> to.onCredit(frame, charge));
  }

  @Override
  public void onCancel(ClientControl.Cancel frame) {
    pass(frame.channel(), frame.id(), CONTROL_BYTES, (to, charge) -> to.onCancel(frame, charge));
  }

  @Override
  public void onFailed(ClientControl.Failed frame) {
    pass(frame.channel(), frame.id(), textBytes, (to, charge) -> to.onFailed(frame, charge));
  }

  @Override
  public void onPing(ClientControl.Ping frame) {
    if (pings.mayAnswer()) {
      downlink.say(new ServerControl.Pong(frame.id()));
    } else {
      context.counters().increment(Counter.WIRE_PINGS_UNANSWERED);
    }
  }

  @Override
  public void onAuth(ClientControl.Auth frame) {
    renewal.ask(frame, textBytes);
  }

  /** The connection goes on by this; sockets that may do less by it are opened again. */
  void onRenewed(Grant before, Grant after) {
    long expires =
        after.expiry().map(Instant::getEpochSecond).orElse(ServerControl.Authorized.NEVER);
    downlink.say(new ServerControl.Authorized(expires));
    expiries.add(after.expiry(), now());
    expiries.remove(before.expiry());
    channels.all().forEach(this::endUnlessWithin);
  }

  /** What the connection is granted may have changed while the socket's hook was asked. */
  void endUnlessWithin(Channel channel) {
    if (!channel.isWithin(approvals.admission())) {
      close(channel, WireError.EXPIRED);
    }
  }

  /** What was granted, until when. */
  Expiries expiries() {
    return expiries;
  }

  /** The time by which grants end. */
  Instant now() {
    return context.leases().now();
  }

  @Override
  public void onMessage(DataFrame.Message frame) {
    int bytes = bytes(frame.parts());
    pass(frame.channel(), Fault.NO_ID, bytes, (to, charge) -> to.onMessage(frame, charge));
  }

  @Override
  public void onRequest(DataFrame.Request frame) {
    int bytes = bytes(frame.parts());
    Delivery delivery = (to, charge) -> to.onRequest(frame, charge);
    if (!pass(frame.channel(), frame.id(), bytes, delivery)) {
      WireError error = WireError.OVERFLOW;
      downlink.say(new ServerControl.Failed(frame.channel(), frame.id(), error, error.text()));
    }
  }

  @Override
  public void onReply(DataFrame.Reply frame) {
    int bytes = bytes(frame.parts());
    pass(frame.channel(), frame.id(), bytes, (to, charge) -> to.onReply(frame, charge));
  }

  @Override
  public void onItem(DataFrame.Item frame) {
    downlink.error(WireError.UNKNOWN_OP, frame.channel(), Fault.NO_ID);
  }

  static int bytes(List<byte[]> parts) {
    int bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    return bytes;
  }

  /** What a request takes of the connection's budget; {@code null} if that is used up. */
  Charge charge(List<byte[]> parts) {
    return budget.tryBegin(bytes(parts));
  }

  /** What a message takes of it, that is no request; {@code null} if all bytes are used up. */
  Charge chargeMessage(List<byte[]> parts) {
    return budget.tryBeginMessage(bytes(parts));
  }

  /**
   * Passes a frame on to its channel, or keeps it until that is open.
   *
   * @return false if there was no room to keep it; then its page has not been told
   */
  private boolean pass(long channel, long id, int bytes, Delivery delivery) {
    ChannelTable.Verdict verdict = channels.pass(channel, delivery, bytes);
    switch (verdict.fate()) {
      case OPEN -> delivery.to(verdict.channel(), null);
      case UNKNOWN -> downlink.error(WireError.NO_CHANNEL, channel, id);
      case OVERFLOWED -> context.counters().increment(Counter.HELD_FRAMES_OVERFLOWED);
      case HELD, ENDED -> {}
    }
    return verdict.fate() != ChannelTable.Fate.OVERFLOWED;
  }

  @Override
  public void onFault(Fault fault) {
    if (fault.ends() == Fault.Ends.CONNECTION) {
      closeFor(fault);
    } else if (fault.place() == ErrorPlace.REFUSED) {
      onMalformedOpen(fault);
    } else if (fault.channel() == 0 || !concernsASocket(fault)) {
      downlink.error(fault);
    } else {
      pass(fault.channel(), fault.id(), CONTROL_BYTES, (to, charge) -> to.onFault(fault, charge));
    }
  }

  /** Whether it means something only if the socket is open: its form is right. */
  private static boolean concernsASocket(Fault fault) {
    return fault.error() == WireError.TOO_LARGE || fault.error() == WireError.CREDIT_OVERFLOW;
  }

  private void onMalformedOpen(Fault fault) {
    if (channels.isTaken(fault.channel())) {
      downlink.error(WireError.CHANNEL_IN_USE, fault.channel(), Fault.NO_ID);
    } else {
      opener.refuse(fault.channel(), fault.error(), fault.why());
    }
  }

  private void closeFor(Fault fault) {
    context.counters().increment(Counter.MESSAGES_MALFORMED);
    context
        .counters()
        .line(
            LineKind.MESSAGE_MALFORMED,
            more -> log.info("{}: closing: {}{}", connectionId(), fault.why(), more));
    connection.close(CloseReason.BAD_MESSAGE);
  }

  // Channels

  /** Its page knows that a channel is open. */
  void onOpened(Channel channel) {
    channels.open(channel);
  }

  /** The gateway refused a channel. */
  void onRefused(Channel channel, JoinError error) {
    onRefused(channel, Errors.of(error));
  }

  /** The hook or the gateway refused a channel: its number is free again. */
  void onRefused(Channel channel, WireError error) {
    if (channels.beginEnd(channel)) {
      channel.onEnded();
      opener.refuse(channel.channel(), error, channel.toString());
      channels.endEnd(channel);
    }
  }

  /** Ends a channel: its page is told when nothing more is said to it. */
  void close(Channel channel, WireError why) {
    if (channels.close(channel) == ChannelTable.Ending.LEAVE) {
      channel.seat().leave(() -> onLeft(channel, why));
    }
  }

  /** Nothing more is said to a channel but that it has ended. */
  void onLeft(Channel channel, WireError why) {
    channel.onGone();
    if (channels.beginEnd(channel)) {
      channel.onEnded();
      downlink.say(new ServerControl.Closed(channel.channel(), why, why.text()));
      channels.endEnd(channel);
    }
  }

  /** The bridge is about to stop; said once, whichever channel hears it first. */
  void onStopping() {
    if (stopping.compareAndSet(false, true)) {
      downlink.say(new ServerControl.Told(ServerControl.Told.ALL, ServerControl.Notice.STOPPING));
    }
  }

  @Override
  public Optional<CloseReason> reconsider() {
    boolean gone =
        channels.all().stream().anyMatch(channel -> !context.gateways().serves(channel.endpoint()));
    return gone ? Optional.of(CloseReason.ENDPOINT_GONE) : approvals.objection();
  }

  @Override
  public void onClosed(CloseStatus status) {
    approvals.end();
    channels.end().forEach(channel -> channel.seat().leave(channel::onGone));
  }
}
