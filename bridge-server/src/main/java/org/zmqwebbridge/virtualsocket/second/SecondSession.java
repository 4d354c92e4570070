package org.zmqwebbridge.virtualsocket.second;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zmqwebbridge.auth.Approvals;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.rate.RateLimiter;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * One connection on the second wire, and the life of its channels. {@link Incoming} reads what its
 * page sends, {@link Opener} opens channels.
 *
 * <p>Owner thread: the connection's edge callbacks; a hook's answer comes on a worker and a
 * gateway's on its loop, and both touch only {@link ChannelTable} and {@link Downlink}. Lifetime:
 * as long as the connection.
 */
public final class SecondSession implements ConnectionHandler {
  private final Connection connection;
  private final SecondWireContext context;
  private final Downlink downlink;
  private final RequestBudget budget;
  private final RateLimiter rate;
  private final ChannelTable channels;
  private final Approvals approvals;
  private final Opener opener;
  private final Incoming incoming;
  private final Allowance topics;
  private final Expiries expiries;
  private final AtomicBoolean stopping = new AtomicBoolean();

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
    Renewal renewal = new Renewal(this, connection, context, approvals);
    this.incoming = new Incoming(this, connection, context, channels, opener, renewal);
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
    incoming.onText(utf8);
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    rate.spend();
    incoming.onBinary(payload);
  }

  @Override
  public boolean isFull() {
    return budget.isFull() || rate.isOver();
  }

  @Override
  public Occupant occupant() {
    List<String> open =
        channels.all().stream()
            .map(channel -> channel.endpoint().type() + " " + channel.endpoint().name())
            .toList();
    return new Occupant("virtual sockets, zwb.2", approvals.admission().principal(), open);
  }

  @Override
  public void onTick(long now) {
    downlink.onTick(now);
    if (!expiries.isEmpty()) {
      expiries.warn(now());
    }
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

  /** Its page closes a channel; what it has sent goes on, where that is so. */
  void closeByPage(Channel channel) {
    boolean later =
        channel.sendsOn()
            && channels.endAfterHeld(channel, (to, charge) -> close(to, WireError.CLOSED));
    if (!later) {
      close(channel, WireError.CLOSED);
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
