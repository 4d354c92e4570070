package org.zmqwebbridge.relay;

import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Visit;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;

/**
 * One request at a location. It is asked what a page is asked: does it come from where it may, may
 * it come in, may it use this channel in this way. Only then is its body read.
 *
 * <p>Owner thread: none; the edge's callbacks, a worker that brings a hook's answer, and a
 * channel's deliveries follow on each other, and anyone who ends it first has ended it. Lifetime:
 * its exchange's.
 */
abstract class RelayVisit extends Visit {
  private static final long MARGIN_MILLIS = 1_000;

  private final LocationSpec location;
  private final String id;
  private final Channels channels;
  private final RelayContext context;

  /**
   * @param id of the channel that the path names
   */
  RelayVisit(
      Exchange exchange,
      LocationSpec location,
      String id,
      Channels channels,
      RelayContext context) {
    super(exchange, context.guard());
    this.location = location;
    this.id = id;
    this.channels = channels;
    this.context = context;
  }

  LocationSpec location() {
    return location;
  }

  Channels channels() {
    return channels;
  }

  RelayContext context() {
    return context;
  }

  /** The channel's id. */
  String id() {
    return id;
  }

  /** The ids of all channels that it means. */
  List<String> ids() {
    return List.of(id);
  }

  /** The channel's name in its store. */
  String channel() {
    return location.names().channel(id);
  }

  /** How its location does what flavours do differently. */
  Ways ways() {
    return location.flavor().ways();
  }

  /** SUB for who hears, PUB for who publishes: what the hooks are asked about. */
  abstract SocketType type();

  /** What its client is, as {@link RelayRequest#kind}. */
  abstract String kind();

  /** It may: goes on. */
  abstract void proceed();

  @Override
  protected String speaks() {
    return "push relay, " + kind();
  }

  @Override
  protected List<String> hears() {
    return ids().stream().map(one -> "channel " + one).toList();
  }

  @Override
  public void onOpen() {
    if (RelayOrigins.allow(exchange(), location)) {
      await(
          new Admittance(location, context)
              .ask(exchange().id(), exchange().head(), type(), kind(), ids()),
          this::enter);
    } else {
      refuse(Counter.EXCHANGES_REFUSED_ORIGIN, RelayReplies.FOREIGN);
    }
  }

  private void enter(Grant granted) {
    hold(granted);
    proceed();
  }

  @Override
  protected HttpAnswer told(HttpAnswer answer) {
    return RelayOrigins.readable(answer, exchange(), location);
  }

  /** What kept a channel from doing what it was asked for. */
  void fail(Throwable failure) {
    finish(
        DeniedException.isBehind(failure)
            ? RelayReplies.DENIED
            : RelayReplies.of(ChannelException.of(failure)));
  }

  @Override
  public void onBody(byte[] body) {
    // only who publishes has asked for one
  }

  /**
   * Has {@link #onLate} called after so long, or where the edge would give up soon.
   *
   * @param millis 0: only then
   */
  void expectAnswerIn(long millis) {
    long held = context.heldMillis();
    long most = held - Math.min(MARGIN_MILLIS, held / 2);
    exchange().expectAnswerIn(millis > 0 ? Math.min(millis, most) : most);
  }

  /** The store has not answered. */
  @Override
  public void onLate() {
    finish(RelayReplies.of(new ChannelException(Fault.UNAVAILABLE, "no answer in time")));
  }
}
