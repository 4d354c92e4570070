package org.zmqwebbridge.relay;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Lease;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * One request at a location. It is asked what a page is asked: does it come from where it may, may
 * it come in, may it use this channel in this way. Only then is its body read.
 *
 * <p>Owner thread: none; the edge's callbacks, a worker that brings a hook's answer, and a
 * channel's deliveries follow on each other, and whoever ends it first has ended it. Lifetime: its
 * exchange's.
 */
abstract class RelayVisit implements ExchangeHandler {
  private static final Logger log = LoggerFactory.getLogger(RelayVisit.class);
  private static final long MARGIN_MILLIS = 1_000;

  private final Exchange exchange;
  private final LocationSpec location;
  private final String id;
  private final Channels channels;
  private final RelayContext context;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Grant grant = Grant.ANYONE;
  private volatile Lease lease; // null: nothing can be taken away

  /**
   * @param id of the channel that the path names
   */
  RelayVisit(
      Exchange exchange,
      LocationSpec location,
      String id,
      Channels channels,
      RelayContext context) {
    this.exchange = exchange;
    this.location = location;
    this.id = id;
    this.channels = channels;
    this.context = context;
  }

  Exchange exchange() {
    return exchange;
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

  /** What it was granted. */
  Grant grant() {
    return grant;
  }

  /** SUB for who hears, PUB for who publishes: what the hooks are asked about. */
  abstract SocketType type();

  /** What its client is, as {@link RelayRequest#kind}. */
  abstract String kind();

  /** It may: goes on. */
  abstract void proceed();

  // The hooks

  @Override
  public void onOpen() {
    if (!RelayOrigins.allow(exchange, location)) {
      refuse(Counter.EXCHANGES_REFUSED_ORIGIN, RelayReplies.FOREIGN);
    } else {
      watch(
          new Admittance(location, context)
              .ask(exchange.id(), exchange.head(), type(), kind(), ids())
              .thenAccept(this::onWelcome));
    }
  }

  /** What goes wrong in a stage must not leave a client without an answer. */
  void watch(CompletionStage<Void> stage) {
    CompletionStage<Void> unused =
        stage.exceptionally(
            bug -> {
              context
                  .counters()
                  .line(
                      LineKind.DIALECT_FAILED,
                      bug,
                      (more, trace) -> log.error("{}: failed{}", this, more, trace));
              finish(RelayReplies.BROKEN);
              return null;
            });
  }

  private void onWelcome(Welcome welcome) {
    if (welcome instanceof Welcome.In in) {
      grant = in.grant();
      hold(grant);
      proceed();
    } else if (welcome instanceof Welcome.Out out) {
      out.counter().ifPresent(context.counters()::increment);
      finish(out.answer());
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

  // The end

  void refuse(Counter counter, HttpAnswer answer) {
    context.counters().increment(counter);
    finish(answer);
  }

  /** Answers, unless it has ended already. */
  void finish(HttpAnswer answer) {
    if (end()) {
      boolean unused = exchange.answer(RelayOrigins.readable(answer, exchange, location));
    }
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
    exchange.expectAnswerIn(millis > 0 ? Math.min(millis, most) : most);
  }

  /** The store has not answered. */
  @Override
  public void onLate() {
    finish(RelayReplies.of(new ChannelException(Fault.UNAVAILABLE, "no answer in time")));
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
    Lease held = lease;
    if (first && held != null) {
      held.close();
    }
    return first;
  }

  @Override
  public String toString() {
    return "exchange " + exchange.id();
  }
}
