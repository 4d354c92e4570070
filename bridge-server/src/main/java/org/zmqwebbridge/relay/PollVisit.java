package org.zmqwebbridge.relay;

import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Delivery;
import org.zmqwebbridge.channel.Hold;
import org.zmqwebbridge.channel.HoldOptions;
import org.zmqwebbridge.channel.Holding;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.wire.HttpDate;

/**
 * A subscriber that asks for one message: the next one after the place that it brings; waits for it
 * (long-poll), or not (interval-poll).
 *
 * <p>Owner thread: as {@link RelayVisit}.
 */
final class PollVisit extends RelayVisit implements Hold {
  private static final String NO_CACHE = "no-cache";
  private static final String GAP = "Zwb-Gap";

  private volatile Holding holding; // null: it does not wait yet
  private final Attendee attendee;
  private volatile boolean hasGap;

  PollVisit(
      Exchange exchange,
      LocationSpec location,
      String id,
      Channels channels,
      RelayContext context) {
    super(exchange, location, id, channels, context);
    this.attendee = new Attendee(location, ids(), channels, context, false);
  }

  @Override
  String kind() {
    return SubscriberKind.LONG_POLL.word();
  }

  @Override
  SocketType type() {
    return SocketType.SUB;
  }

  /** When there is no body, or it is read, the edge watches whether its client leaves. */
  @Override
  void proceed() {
    exchange().readBody(0);
  }

  @Override
  public void onBody(byte[] none) {
    Optional<Place> place = place();
    if (place.isEmpty()) {
      refuse(Counter.RELAY_MALFORMED, RelayReplies.MALFORMED);
    } else if (location().subscribe().waits()) {
      expectAnswerIn(location().subscribe().timeoutMillis());
      hold(place.get());
    } else {
      expectAnswerIn(0);
      read(place.get());
    }
  }

  private Optional<Place> place() {
    RequestHead head = exchange().head();
    boolean skips =
        location().subscribe().skipsQueueOnNoCache()
            && (names(head, "cache-control") || names(head, "pragma"));
    return skips
        ? Optional.of(Place.NEWEST)
        : ways()
            .place(head)
            .map(place -> place.equals(Place.OLDEST) ? location().streams().first() : place);
  }

  private static boolean names(RequestHead head, String header) {
    return head.header(header).filter(value -> value.contains(NO_CACHE)).isPresent();
  }

  // Waiting

  private void hold(Place place) {
    SubscribeSpec spec = location().subscribe();
    holding =
        channels()
            .hold(
                channel(),
                this,
                new HoldOptions(
                    place,
                    spec.unknown() == Unknown.HOLD,
                    ways().concurrency(spec),
                    spec.maxSubscribers()));
    if (hasEnded()) {
      holding.leave();
    }
  }

  @Override
  public boolean isForOne() {
    return true;
  }

  @Override
  public void messages(Delivery delivery) {
    give(delivery.messages().get(0), delivery);
  }

  @Override
  public void listening() {
    attendee.arrive(grant(), exchange().head(), kind());
  }

  @Override
  public void gap() {
    hasGap = true;
  }

  @Override
  public void deleted() {
    finish(varied(RelayReplies.GONE));
  }

  @Override
  public void displaced() {
    finish(varied(RelayReplies.CONFLICT));
  }

  @Override
  public void failed(ChannelException why) {
    finish(why.fault() == Fault.MISSING ? unknown() : varied(RelayReplies.of(why)));
  }

  /** What is held for a message has waited long enough; all else, for its store. */
  @Override
  public void onLate() {
    if (location().subscribe().waits()) {
      finish(ways().late(exchange().head()));
    } else {
      super.onLate();
    }
  }

  // Not waiting

  private void read(Place place) {
    watch(
        channels()
            .read(channel(), place, 1)
            .handle(
                (stretch, failure) -> {
                  if (failure == null) {
                    take(stretch);
                  } else {
                    failed(ChannelException.of(failure));
                  }
                  return null;
                }));
  }

  private void take(Stretch stretch) {
    if (stretch.exists()) {
      hasGap = stretch.hasGap();
      if (stretch.messages().isEmpty()) {
        finish(ways().notYet(exchange().head()));
      } else {
        give(stretch.messages().get(0), null);
      }
    } else if (location().subscribe().unknown() == Unknown.HOLD) {
      make();
    } else {
      finish(unknown());
    }
  }

  private HttpAnswer unknown() {
    return varied(HttpAnswer.empty(location().subscribe().unknown().status()));
  }

  private void make() {
    watch(
        channels()
            .create(channel())
            .handle(
                (isNew, failure) -> {
                  if (failure == null) {
                    finish(ways().notYet(exchange().head()));
                  } else {
                    failed(ChannelException.of(failure));
                  }
                  return null;
                }));
  }

  // The message

  private void give(Message message, Delivery delivery) {
    HttpAnswer answer =
        new HttpAnswer(
            200, location().subscribe().contentType(message), message.body(), headers(message));
    HttpAnswer told = Gzip.answer(answer, delivery, exchange().head(), location());
    if (location().publish().forgetsReceived()) {
      watch(
          channels()
              .forget(channel(), message.id(), location().publish().keepsAtLeast())
              .handle((done, failure) -> end(told)));
    } else {
      finish(told);
    }
  }

  /** Who has its answer finds the message gone. */
  private Void end(HttpAnswer answer) {
    finish(answer);
    return null;
  }

  private Map<String, String> headers(Message message) {
    String modified = HttpDate.format(message.seconds());
    String tag = Integer.toString(message.id().tag());
    return hasGap
        ? Map.of("Last-Modified", modified, "Etag", tag, "Vary", Ways.VARY, GAP, "true")
        : Map.of("Last-Modified", modified, "Etag", tag, "Vary", Ways.VARY);
  }

  private static HttpAnswer varied(HttpAnswer answer) {
    return Ways.varied(answer);
  }

  @Override
  protected boolean end() {
    boolean first = super.end();
    attendee.leave();
    Holding held = holding;
    if (held != null) {
      held.leave();
    }
    return first;
  }
}
